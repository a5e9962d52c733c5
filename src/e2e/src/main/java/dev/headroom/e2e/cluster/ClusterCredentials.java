// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.lab.service.CertificateAuthority;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Certificates, keys and tokens of the control plane, and the files that its clients read. */
public final class ClusterCredentials {
    /** The context of all kubeconfigs that it writes. */
    static final String CONTEXT = "e2e";
    /** Of the cluster's administrator; the API server listens on the loopback interface only. */
    private static final String ADMIN_TOKEN = "e2e-administrator";

    private final Workplace place;
    private final Addresses addresses;
    private final CertificateAuthority authority;

    ClusterCredentials(Workplace place, Addresses addresses) throws Exception {
        this.place = place;
        this.addresses = addresses;
        authority = new CertificateAuthority(place.folder("certificates"));
        issue("api-server", "CN=kube-apiserver", "ip:" + addresses.host(), "dns:kubernetes.default.svc");
        issue("front-proxy", "CN=front-proxy-client");
        issue("service-accounts", "CN=service-accounts");
        place.file("tokens.csv", ADMIN_TOKEN + ",admin,admin,system:masters\n");
        place.file("admin.kubeconfig", kubeconfig(ADMIN_TOKEN));
    }

    /** Issues a certificate that is in force for a day. */
    public void issue(String name, String subject, String... alternativeNames) throws Exception {
        authority.issue(name, new CertificateAuthority.Request(subject, List.of(alternativeNames), "-1H"));
    }

    /** Issues one that ends so many seconds from now. */
    public void issueForSeconds(String name, String subject, int seconds, String... alternativeNames) throws Exception {
        authority.issue(
                name, new CertificateAuthority.Request(subject, List.of(alternativeNames), "-1d+" + seconds + "S"));
    }

    /** What all parts trust. */
    public Path authorityFile() {
        return authority.certificate();
    }

    public Path certificate(String name) {
        return authority.certificate(name);
    }

    public Path key(String name) {
        return authority.key(name);
    }

    Path tokens() {
        return place.directory().resolve("tokens.csv");
    }

    /** Of the administrator. */
    public Path adminKubeconfig() {
        return place.directory().resolve("admin.kubeconfig");
    }

    /** A kubeconfig with a token, in a file of the run. */
    Path kubeconfigFile(String name, String token) {
        return place.file(name + ".kubeconfig", kubeconfig(token));
    }

    /** The files that Kubernetes mounts into a pod with a ServiceAccount. */
    Path mounted(String name, String namespace, String token) throws IOException {
        place.file("mounted/" + name + "/token", token);
        place.file("mounted/" + name + "/namespace", namespace);
        place.file("mounted/" + name + "/ca.crt", Files.readString(authorityFile()));
        return place.folder("mounted/" + name);
    }

    Config adminConfig() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(addresses.apiServer())
                .withCaCertFile(authorityFile().toString())
                .withOauthToken(ADMIN_TOKEN)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    private String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                  - { name: e2e, cluster: { server: "%s", certificate-authority: "%s" } }
                users:
                  - { name: e2e, user: { token: "%s" } }
                contexts:
                  - { name: e2e, context: { cluster: e2e, user: e2e } }
                current-context: e2e
                """.formatted(addresses.apiServer(), authorityFile(), token);
    }
}
