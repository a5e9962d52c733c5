// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** KEDA's operator and its metrics adapter, with the rights that KEDA ships and no others. */
public final class KedaProcesses {
    private static final String NAMESPACE = "keda";
    private static final String ACCOUNT = "keda-operator";
    private static final String ADAPTER_NAME = "keda-metrics-apiserver.keda.svc";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Daemon operator;
    private final Daemon adapter;

    private KedaProcesses(Daemon operator, Daemon adapter) {
        this.operator = operator;
        this.adapter = adapter;
    }

    static KedaProcesses started(
            Workplace place,
            Addresses addresses,
            ClusterCredentials credentials,
            KubernetesClient client,
            PodSandbox names)
            throws Exception {
        Applied.folder(client, place.programs().folder(GoProgram.KEDA).resolve("crds"));
        Applied.folder(client, place.programs().folder(GoProgram.KEDA).resolve("rbac"));
        credentials.issue(
                "keda",
                "CN=keda-operator",
                "dns:" + ADAPTER_NAME,
                "dns:keda-operator.keda.svc",
                "ip:" + addresses.host());
        Applied.text(
                client,
                OBJECTS.formatted(Addresses.KEDA_ADAPTER_NAME, Addresses.KEDA_ADAPTER_PORT, authority(credentials)));
        Path kubeconfig = credentials.kubeconfigFile(ACCOUNT, Tokens.of(client, NAMESPACE, ACCOUNT));
        Path certificates = certificates(place, credentials);
        Map<String, String> environment = Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "WATCH_NAMESPACE",
                "",
                "POD_NAMESPACE",
                NAMESPACE,
                "KEDA_CLUSTER_OBJECT_NAMESPACE",
                NAMESPACE);
        Daemon operator = place.cleanup()
                .opened(new Daemon(
                        "keda-operator",
                        names.around(operatorCommand(place, addresses, certificates)),
                        environment,
                        place.logs()));
        Daemon adapter = place.cleanup()
                .opened(new Daemon(
                        "keda-adapter",
                        names.around(adapterCommand(place, addresses, certificates, kubeconfig)),
                        environment,
                        place.logs()));
        KedaProcesses keda = new KedaProcesses(operator.start(), adapter.start());
        Patience.until("the metrics of KEDA are served", PATIENCE, () -> {
            operator.check();
            adapter.check();
            return client.raw("/apis/external.metrics.k8s.io/v1beta1") != null;
        });
        return keda;
    }

    /** Of the operator, which calls Headroom. */
    public Daemon operator() {
        return operator;
    }

    /** Of the metrics adapter, which the HPA asks. */
    public Daemon adapter() {
        return adapter;
    }

    private static List<String> operatorCommand(Workplace place, Addresses addresses, Path certificates) {
        return List.of(
                place.executable(GoProgram.KEDA, "operator"),
                "--leader-elect=false",
                "--zap-log-level=info",
                "--cert-dir=" + certificates,
                "--enable-cert-rotation=false",
                "--metrics-bind-address=" + addresses.host() + ":" + Addresses.KEDA_METRICS_PORT,
                "--health-probe-bind-address=" + addresses.host() + ":" + Addresses.KEDA_HEALTH_PORT,
                "--metrics-service-bind-address=" + addresses.host() + ":" + Addresses.KEDA_OPERATOR_PORT);
    }

    private static List<String> adapterCommand(
            Workplace place, Addresses addresses, Path certificates, Path kubeconfig) {
        return List.of(
                place.executable(GoProgram.KEDA, "adapter"),
                "--bind-address=" + addresses.host(),
                "--secure-port=" + Addresses.KEDA_ADAPTER_PORT,
                "--client-ca-file=" + certificates.resolve("ca.crt"),
                "--tls-cert-file=" + certificates.resolve("tls.crt"),
                "--tls-private-key-file=" + certificates.resolve("tls.key"),
                "--cert-dir=" + certificates,
                // Its own metrics would take port 8080 of every address.
                "--port=" + addresses.portOfAllAddresses(2),
                "--metrics-service-address=" + addresses.host() + ":" + Addresses.KEDA_OPERATOR_PORT,
                "--lister-kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig);
    }

    /** In the files that KEDA looks for. */
    private static Path certificates(Workplace place, ClusterCredentials credentials) throws Exception {
        Path folder = place.folder("keda-certificates");
        Files.writeString(folder.resolve("ca.crt"), Files.readString(credentials.authorityFile()));
        Files.writeString(folder.resolve("tls.crt"), Files.readString(credentials.certificate("keda")));
        Files.writeString(folder.resolve("tls.key"), Files.readString(credentials.key("keda")));
        return folder;
    }

    private static String authority(ClusterCredentials credentials) throws Exception {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(credentials.authorityFile()));
    }

    /** As in KEDA's own manifests; the Service alone differs, for the adapter is a process of this machine. */
    private static final String OBJECTS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: keda-operator, namespace: keda }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: keda-operator }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: keda-operator }
            subjects: [{ kind: ServiceAccount, name: keda-operator, namespace: keda }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: keda-operator, namespace: keda }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: keda-operator }
            subjects: [{ kind: ServiceAccount, name: keda-operator, namespace: keda }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: keda-system-auth-delegator }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator" }
            subjects: [{ kind: ServiceAccount, name: keda-operator, namespace: keda }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: keda-auth-reader, namespace: kube-system }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: extension-apiserver-authentication-reader }
            subjects: [{ kind: ServiceAccount, name: keda-operator, namespace: keda }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: { name: keda-external-metrics-reader }
            rules: [{ apiGroups: [external.metrics.k8s.io], resources: ["*"], verbs: ["*"] }]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: keda-hpa-controller-external-metrics }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: keda-external-metrics-reader }
            subjects: [{ kind: ServiceAccount, name: horizontal-pod-autoscaler, namespace: kube-system }]
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: keda-metrics-apiserver, namespace: keda }
            spec: { type: ExternalName, externalName: %1$s, ports: [{ name: https, port: %2$d }] }
            ---
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: { name: v1beta1.external.metrics.k8s.io }
            spec:
              service: { name: keda-metrics-apiserver, namespace: keda, port: %2$d }
              group: external.metrics.k8s.io
              version: v1beta1
              groupPriorityMinimum: 100
              versionPriority: 100
              caBundle: %3$s
            """;
}
