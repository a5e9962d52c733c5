// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plays the kubelets: nodes become Ready, pods get addresses of this machine and become Ready after the delays that they ask for. */
final class Kwok {
    private Kwok() {}

    static Daemon started(Workplace place, Credentials credentials) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                place.executable(GoProgram.KWOK, "kwok"),
                "--kubeconfig=" + credentials.adminKubeconfig(),
                "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
                "--cidr=" + Addresses.PODS,
                "--node-ip=" + Addresses.LOOPBACK,
                "--node-lease-duration-seconds=40",
                "--server-address=" + Addresses.KWOK));
        try (Stream<Path> stages =
                Files.list(place.programs().folder(GoProgram.KWOK).resolve("stages"))) {
            stages.sorted().forEach(stage -> command.addAll(List.of("--config", stage.toString())));
        }
        return place.cleanup()
                .opened(new Daemon("kwok", command, Map.of(), place.logs()))
                .start();
    }
}
