// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** etcd, the API server, the controllers and the scheduler. */
public final class ControlPlane {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Daemon etcd;
    private final Daemon apiServer;
    private final Daemon controllers;
    private final Daemon scheduler;
    private final KubernetesClient client;
    private final Addresses addresses;

    private ControlPlane(
            Workplace place,
            Addresses addresses,
            ClusterCredentials credentials,
            KubernetesClient client,
            PodSandbox names) {
        this.client = client;
        this.addresses = addresses;
        etcd = place.cleanup().opened(new Daemon("etcd", etcdCommand(place, addresses), Map.of(), place.logs()));
        apiServer = place.cleanup()
                .opened(new Daemon(
                        "kube-apiserver",
                        names.around(apiServerCommand(place, addresses, credentials)),
                        Map.of(),
                        place.logs()));
        controllers = place.cleanup()
                .opened(new Daemon(
                        "kube-controller-manager",
                        controllersCommand(place, addresses, credentials),
                        Map.of(),
                        place.logs()));
        scheduler = place.cleanup()
                .opened(new Daemon(
                        "kube-scheduler",
                        ofClient(place, addresses, "kube-scheduler", credentials, Addresses.SCHEDULER_PORT),
                        Map.of(),
                        place.logs()));
    }

    static ControlPlane started(
            Workplace place,
            Addresses addresses,
            ClusterCredentials credentials,
            KubernetesClient client,
            PodSandbox names) {
        ControlPlane plane = new ControlPlane(place, addresses, credentials, client, names);
        plane.etcd.start();
        plane.startApiServer();
        plane.controllers.start();
        plane.scheduler.start();
        return plane;
    }

    /** Starts the API server, and waits until it is ready. */
    public void startApiServer() {
        apiServer.start();
        Patience.until("the API server is ready", PATIENCE, () -> {
            apiServer.check();
            return "ok".equals(client.raw("/readyz"));
        });
    }

    public Daemon apiServer() {
        return apiServer;
    }

    /** Removes all revisions before the present one, so that watches from earlier ones end with 410. */
    public void compact() throws Exception {
        EtcdGateway gateway = new EtcdGateway(HttpClient.newHttpClient(), URI.create(addresses.etcd()));
        gateway.compact(gateway.revision());
    }

    private static List<String> etcdCommand(Workplace place, Addresses addresses) {
        return List.of(
                place.executable(GoProgram.ETCD, "server"),
                "--data-dir=" + place.folder("etcd"),
                "--listen-client-urls=" + addresses.etcd(),
                "--advertise-client-urls=" + addresses.etcd(),
                "--listen-peer-urls=" + addresses.etcdPeer(),
                "--initial-advertise-peer-urls=" + addresses.etcdPeer(),
                "--initial-cluster=default=" + addresses.etcdPeer(),
                // Nothing of a run outlives it.
                "--unsafe-no-fsync",
                "--log-level=warn");
    }

    private static List<String> apiServerCommand(Workplace place, Addresses addresses, ClusterCredentials credentials) {
        return List.of(
                place.executable(GoProgram.KUBERNETES, "kube-apiserver"),
                "--etcd-servers=" + addresses.etcd(),
                "--bind-address=" + addresses.host(),
                "--secure-port=" + Addresses.API_SERVER_PORT,
                "--tls-cert-file=" + credentials.certificate("api-server"),
                "--tls-private-key-file=" + credentials.key("api-server"),
                "--client-ca-file=" + credentials.authorityFile(),
                "--token-auth-file=" + credentials.tokens(),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + credentials.certificate("service-accounts"),
                "--service-account-signing-key-file=" + credentials.key("service-accounts"),
                "--service-cluster-ip-range=" + Addresses.SERVICES,
                // EndpointSlices refuse loopback addresses.
                "--endpoint-reconciler-type=none",
                "--requestheader-client-ca-file=" + credentials.authorityFile(),
                "--requestheader-allowed-names=front-proxy-client",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-username-headers=X-Remote-User",
                "--proxy-client-cert-file=" + credentials.certificate("front-proxy"),
                "--proxy-client-key-file=" + credentials.key("front-proxy"),
                // Services of the type ExternalName are resolved by the file of names, so an extension may be a process
                // here.
                "--enable-aggregator-routing=false",
                "--profiling=false");
    }

    private static List<String> controllersCommand(
            Workplace place, Addresses addresses, ClusterCredentials credentials) {
        List<String> command =
                ofClient(place, addresses, "kube-controller-manager", credentials, Addresses.CONTROLLERS_PORT);
        command.addAll(List.of(
                "--service-account-private-key-file=" + credentials.key("service-accounts"),
                "--root-ca-file=" + credentials.authorityFile(),
                "--use-service-account-credentials",
                // EndpointSlices refuse loopback addresses.
                "--controllers=*,-endpoints-controller,-endpointslice-controller,-endpointslice-mirroring-controller",
                // Longer than any outage of a scenario: kwok does not make pods Ready again whose node was given up.
                "--node-monitor-grace-period=10m",
                // 15 s by default; a run has less time than a day.
                "--horizontal-pod-autoscaler-sync-period=5s"));
        return command;
    }

    /** What the programs share that are clients of the API server. */
    private static List<String> ofClient(
            Workplace place, Addresses addresses, String name, ClusterCredentials credentials, int port) {
        return new ArrayList<>(List.of(
                place.executable(GoProgram.KUBERNETES, name),
                "--kubeconfig=" + credentials.adminKubeconfig(),
                "--authentication-kubeconfig=" + credentials.adminKubeconfig(),
                "--authorization-kubeconfig=" + credentials.adminKubeconfig(),
                "--bind-address=" + addresses.host(),
                "--secure-port=" + port,
                "--leader-elect=false"));
    }
}
