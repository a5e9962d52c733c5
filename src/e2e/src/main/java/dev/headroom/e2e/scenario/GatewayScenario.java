// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.serving.Envoy;
import dev.headroom.lab.engine.ShippedEngines;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that alone tells of the requests. */
@DisplayName("gateway")
@ExtendWith(ClusterParameter.class)
final class GatewayScenario {
    private static final String NAME = "gated";
    private static final String ADDRESS = "127.0.0.30";
    private static final double RATE = 8;
    private static final double DIFFERENCE = 0.2;
    private static final int SECONDS = 90;

    @Test
    @DisplayName("a real Envoy's access log alone makes a plan: the rate is within a fifth, no record is lost")
    void accessLogMakesAPlan(RealCluster cluster, TestReporter reporter) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        cluster.room(40);
        String collector = Collectors.accessLogs(cluster);
        // No port to scrape and no spans, so nobody but Envoy tells.
        DeployedWorkload.Shape shape = new DeployedWorkload.Shape(
                NAME, 1, 4, 5, text -> text.replace("        headroom.dev/metrics-port: http\n", ""));
        try (Serving serving = Serving.silent(cluster, shape, ShippedEngines.named("h100-llama-8b"))) {
            Patience.until(
                    "a server is ready",
                    Duration.ofSeconds(90),
                    () -> !serving.servers().ready().isEmpty());
            String server = serving.servers().ready().get(0).address();
            try (Envoy envoy = new Envoy(cluster.place(), ADDRESS, server, collector, DeployedWorkload.NAMESPACE)) {
                double begin = serving.clock().now();
                serving.usersOf(() -> List.of(envoy.endpoint()), 200, 100, second -> RATE);
                Patience.until(
                        SECONDS + " s of requests",
                        Duration.ofSeconds(SECONDS + 60),
                        () -> serving.clock().now() > begin + SECONDS);
                double demand = installed.meterOf(
                        installed.replicas().get(0), "headroom_arrivals_requests_per_second", NAME, "");
                reporter.publishEntry(
                        RowCollector.MEASURED,
                        String.format(
                                Locale.ROOT,
                                "%.1f requests/s from %d answers, planned for %.1f: %s",
                                RATE,
                                serving.lived().size(),
                                demand,
                                new PlanPage(installed, NAME).because()));
                assertThat(demand).isBetween(RATE * (1 - DIFFERENCE), RATE * (1 + DIFFERENCE));
            }
        }
    }
}
