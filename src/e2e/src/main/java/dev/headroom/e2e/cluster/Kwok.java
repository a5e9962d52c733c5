// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plays the kubelets: nodes become Ready, pods get addresses of this machine and become Ready after the delays that they ask for. */
final class Kwok {
    private Kwok() {}

    static Daemon started(Workplace place, Addresses addresses, ClusterCredentials credentials, KubernetesClient client)
            throws Exception {
        Applied.folder(client, place.programs().folder(GoProgram.KWOK).resolve("crds"));
        credentials.issue("kwok", "CN=kwok", "ip:" + addresses.host());
        List<String> command = new ArrayList<>(List.of(
                place.executable(GoProgram.KWOK, "kwok"),
                "--kubeconfig=" + credentials.adminKubeconfig(),
                "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
                "--cidr=" + addresses.pods(),
                "--node-ip=" + addresses.host(),
                "--node-lease-duration-seconds=40",
                "--server-address=" + addresses.host() + ":" + Addresses.KWOK_PORT,
                // It is the kubelet whom the API server asks for logs and ports.
                "--node-port=" + Addresses.KWOK_PORT,
                "--tls-cert-file=" + credentials.certificate("kwok"),
                "--tls-private-key-file=" + credentials.key("kwok"),
                "--enable-crds=Logs,PortForward"));
        try (Stream<Path> stages =
                Files.list(place.programs().folder(GoProgram.KWOK).resolve("stages"))) {
            stages.sorted().forEach(stage -> command.addAll(List.of("--config", stage.toString())));
        }
        return place.cleanup()
                .opened(new Daemon("kwok", command, Map.of(), place.logs()))
                .start();
    }
}
