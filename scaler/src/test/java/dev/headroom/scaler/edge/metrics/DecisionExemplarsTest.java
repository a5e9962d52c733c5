// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In the registry of Quarkus, which is the one for Prometheus' older client. */
@SuppressWarnings("deprecation")
class DecisionExemplarsTest {
    private static final Instant MADE = Instant.parse("2026-01-05T08:00:00.125Z");

    private final DecisionExemplars exemplars = new DecisionExemplars(() -> Instant.ofEpochMilli(1_767_600_001_500L));
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM, exemplars);
    private final ServiceMeters meters = new ServiceMeters(registry, exemplars);

    @Test
    void aChangeOfAPlanNamesTheDecision() {
        meters.planChanged(plan("llm", "code"));
        meters.planChanged(plan("llm", "chat"));

        assertThat(line("headroom_plan_changes_total"))
                .isEqualTo("headroom_plan_changes_total 2.0"
                        + " # {made_at=\"2026-01-05T08:00:00.125Z\",workload=\"llm/chat\"} 1.0 1767600001.500");
    }

    @Test
    void anAnswerNamesItsDecisionAndARefusalNone() {
        meters.countAnswer("GetMetrics", "OK", plan("llm", "chat"));
        meters.count("GetMetrics", "UNAVAILABLE");

        assertThat(line("headroom_calls_total{call=\"GetMetrics\",code=\"OK\""))
                .contains(" 1.0 # {made_at=\"2026-01-05T08:00:00.125Z\",workload=\"llm/chat\"} 1.0");
        assertThat(line("headroom_calls_total{call=\"GetMetrics\",code=\"UNAVAILABLE\""))
                .endsWith(" 1.0");
    }

    @Test
    void aCountOfAnythingElseKeepsTheNewestExemplar() {
        meters.countAnswer("GetMetrics", "OK", plan("llm", "chat"));
        meters.count("GetMetrics", "OK");
        meters.turnFailed();

        assertThat(line("headroom_calls_total{")).contains(" 2.0 # {made_at=", "workload=\"llm/chat\"} 1.0 ");
        assertThat(line("headroom_planning_turn_failures_total")).endsWith(" 1.0");
    }

    @Test
    void aNameThatIsTooLongIsLeftOut() {
        meters.planChanged(plan("llm", "x".repeat(100)));

        assertThat(line("headroom_plan_changes_total")).contains(" 1.0 # {made_at=\"2026-01-05T08:00:00.125Z\"} 1.0 ");
    }

    @Test
    void theOldFormHasNone() {
        meters.planChanged(plan("llm", "chat"));

        assertThat(registry.scrape(TextFormat.CONTENT_TYPE_004))
                .contains("headroom_plan_changes_total 1.0\n")
                .doesNotContain("made_at");
    }

    private String line(String begin) {
        List<String> lines = registry.scrape(TextFormat.CONTENT_TYPE_OPENMETRICS_100)
                .lines()
                .filter(line -> line.startsWith(begin))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static ReplicaPlan plan(String namespace, String name) {
        return new ReplicaPlan(
                new WorkloadKey(namespace, name),
                MADE,
                new TelemetryState.Fresh("events arrive", MADE),
                3,
                true,
                new Answer.Replicas(3),
                List.of(),
                ReplicaPlan.Basis.NOTHING);
    }
}
