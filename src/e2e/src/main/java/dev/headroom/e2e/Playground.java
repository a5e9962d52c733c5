// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.scenario.Installed;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A cluster that stays until it is told to end, to look at with kubectl and a browser. */
final class Playground {
    /** The name of the jar that src/e2e/run starts. */
    private static final String PROGRAM = "headroom-e2e";

    private final RunRequest request;

    Playground(RunRequest request) {
        this.request = request;
    }

    /** Returns when the process is told to end. */
    int up() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoOnShutdown()) {
            Workplace place = request.workplace(cleanup).part("cluster-1");
            // Before the start, for that takes minutes, and down may end it meanwhile.
            cleanup.opened(() -> Files.deleteIfExists(processFile()));
            Files.writeString(
                    processFile(), Long.toString(ProcessHandle.current().pid()));
            RealCluster.prepare(place, 1);
            RealCluster cluster = RealCluster.started(place, 1);
            Installed headroom = Installed.onto(cluster, List.of());
            System.out.println("The cluster runs. Ctrl-C ends it, and so does ./src/e2e/run down.");
            System.out.println(
                    "  kubectl    KUBECONFIG=" + cluster.credentials().adminKubeconfig() + " " + cluster.kubectlPath());
            headroom.replicas()
                    .forEach(replica -> System.out.println(
                            "  headroom   " + headroom.url(replica) + "/workloads, gRPC on port 9090"));
            System.out.println("  kafka      " + cluster.kafka().bootstrapServers());
            System.out.println("  logs       " + cluster.place().logs());
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /** Ends the process that {@link #up()} runs in, and with it the cluster. */
    int down() throws IOException {
        Optional<ProcessHandle> running = running();
        running.ifPresentOrElse(
                process -> {
                    process.destroy();
                    process.onExit().join();
                },
                () -> System.out.println("No cluster of this working copy runs."));
        Files.deleteIfExists(processFile());
        return 0;
    }

    /** A run that was killed leaves its file behind, and the system gives its number to another process. */
    private Optional<ProcessHandle> running() throws IOException {
        return Files.isRegularFile(processFile())
                ? ProcessHandle.of(
                                Long.parseLong(Files.readString(processFile()).strip()))
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(PROGRAM))
                : Optional.empty();
    }

    private Path processFile() {
        return request.directory().resolve("run.pid");
    }
}
