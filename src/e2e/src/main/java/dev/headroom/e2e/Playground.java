// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.scenario.Installed;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A cluster that stays until it is told to end, to look at with kubectl and a browser. */
final class Playground {
    private final RunRequest request;

    Playground(RunRequest request) {
        this.request = request;
    }

    /** Returns when the process is told to end. */
    int up() throws Exception {
        try (Cleanup cleanup = Cleanup.alsoOnShutdown()) {
            RealCluster cluster = RealCluster.started(request.workplace(cleanup).part("cluster-1"), 1);
            Installed headroom = Installed.onto(cluster, List.of());
            System.out.println("The cluster runs. Ctrl-C ends it, and so does ./src/e2e/run down.");
            System.out.println(
                    "  kubectl    KUBECONFIG=" + cluster.credentials().adminKubeconfig() + " " + cluster.kubectlPath());
            headroom.replicas()
                    .forEach(replica -> System.out.println(
                            "  headroom   " + headroom.url(replica) + "/workloads, gRPC on port 9090"));
            System.out.println("  kafka      " + cluster.kafka().bootstrapServers());
            System.out.println("  logs       " + cluster.place().logs());
            Files.writeString(
                    request.directory().resolve("run.pid"),
                    Long.toString(ProcessHandle.current().pid()));
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /** Ends the process that {@link #up()} runs in, and with it the cluster. */
    int down() throws IOException {
        Path pid = request.directory().resolve("run.pid");
        if (!Files.isRegularFile(pid)) {
            System.out.println("No cluster of this working copy runs.");
            return 0;
        }
        Stream.of(Files.readString(pid).strip())
                .map(Long::parseLong)
                .flatMap(number -> ProcessHandle.of(number).stream())
                .forEach(process -> {
                    process.destroy();
                    process.onExit().join();
                });
        Files.delete(pid);
        return 0;
    }
}
