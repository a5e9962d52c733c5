// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.ModelServers;
import dev.headroom.e2e.serving.SimulatedServer;
import dev.headroom.e2e.serving.Users;
import dev.headroom.e2e.serving.Users.Lived;
import dev.headroom.e2e.serving.VllmWithSidecar;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model server whose sidecar alone tells of its requests. */
@DisplayName("gateway")
@ExtendWith(ClusterParameter.class)
final class SidecarScenario {
    private static final String NAME = "attended";
    private static final double RATE = 2;
    private static final int INPUT_TOKENS = 60;
    private static final int OUTPUT_TOKENS = 20;
    private static final int SECONDS = 100;
    /** Over which Headroom takes its recent percentiles. */
    private static final double WINDOW_SECONDS = 60;

    private static final double PERCENTILE = 0.95;
    private static final double DIFFERENCE_OF_LATENCY = 0.1;
    private static final double DIFFERENCE = 0.2;
    /** Between the sidecar's clock and the user's lies their connection, which shares a core with all else here. */
    private static final double CONNECTION_SECONDS = 0.05;

    private static final long SEED = 20_261_205;

    @Test
    @DisplayName(
            "a sidecar before a real vLLM loses no answer, and alone makes a plan: rate within a fifth, TTFT as users see it")
    void sidecarMakesAPlan(RealCluster cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        cluster.room(40);
        // No port to scrape and no spans, so nobody but the sidecar tells.
        DeployedWorkload.Shape shape = new DeployedWorkload.Shape(
                NAME, 1, 1, 5, text -> text.replace("        headroom.dev/metrics-port: http\n", ""));
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        try (DeployedWorkload workload = DeployedWorkload.created(cluster, shape);
                ModelServers servers = new ModelServers(
                        cluster.client(),
                        DeployedWorkload.NAMESPACE,
                        NAME,
                        pod -> new VllmWithSidecar(cluster, pod, NAME))) {
            Patience.until(
                    "vLLM is ready",
                    Duration.ofMinutes(6),
                    () -> !servers.ready().isEmpty());
            Users.Load load = new Users.Load(
                    NAME, INPUT_TOKENS, OUTPUT_TOKENS, second -> RATE, SimulatedServer.Clock.startedNow());
            try (Users users = new Users(servers::ready, load, timer, SEED)) {
                Patience.until(
                        SECONDS + " s of requests",
                        Duration.ofSeconds(SECONDS + 60),
                        () -> load.clock().now() > SECONDS);
                judge(installed, users, load.clock().now(), reporter);
            }
            assertThat(workload.wanted()).isEqualTo(1);
        } finally {
            timer.shutdownNow();
        }
    }

    private static void judge(Installed installed, Users users, double now, TestReporter reporter) throws Exception {
        var replica = installed.replicas().get(0);
        double demand = installed.meterOf(replica, "headroom_arrivals_requests_per_second", NAME, "");
        double ours = installed.meterOf(replica, "headroom_objective_observed_seconds", NAME, "signal=\"ttft\"");
        double[] waits = users.lived().stream()
                .filter(one -> one.at() + one.endToEndSeconds() > now - WINDOW_SECONDS)
                .mapToDouble(Lived::firstTokenSeconds)
                .sorted()
                .toArray();
        double theirs = at(waits, PERCENTILE * waits.length);
        // Both are of some hundred requests, and ours are of a few seconds before: so many ranks are chance.
        double chance = 2 * Math.sqrt(waits.length * PERCENTILE * (1 - PERCENTILE));
        double least = at(waits, PERCENTILE * waits.length - chance) - CONNECTION_SECONDS;
        double most = at(waits, PERCENTILE * waits.length + chance) * (1 + DIFFERENCE_OF_LATENCY);
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(
                        Locale.ROOT,
                        "%d answers, %d lost; %.1f requests/s, planned for %.2f; TTFT p95: users %.3f s, Headroom %.3f s",
                        users.lived().size(),
                        users.turnedAway(),
                        RATE,
                        demand,
                        theirs,
                        ours));
        assertThat(users.turnedAway()).isZero();
        assertThat(demand).isBetween(RATE * (1 - DIFFERENCE), RATE * (1 + DIFFERENCE));
        assertThat(ours).isBetween(least, most);
    }

    private static double at(double[] sorted, double rank) {
        return sorted[Math.max(0, Math.min(sorted.length, (int) Math.ceil(rank)) - 1)];
    }
}
