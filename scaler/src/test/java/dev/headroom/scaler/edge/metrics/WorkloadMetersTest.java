// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadMetersTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Objective E2E = new Objective(Signal.E2E, 95, Duration.ofSeconds(5));
    private static final Objective TTFT = new Objective(Signal.TTFT, 95, Duration.ofMillis(800));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LatestPlans board = new LatestPlans();
    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
    private final WorkloadMeters meters = new WorkloadMeters(registry, board, library);

    @Test
    void aPlannedWorkloadShowsWhatItsPlanRestsOn() {
        board.put(plan(7, new Answer.Replicas(7), known(OptionalDouble.of(4.5))));

        meters.roundOver(NOW);

        assertThat(gauge(MeterNames.DESIRED)).isEqualTo(7);
        assertThat(gauge(MeterNames.ANSWER)).isEqualTo(7);
        assertThat(gauge(MeterNames.DEMAND)).isEqualTo(40);
        assertThat(gauge(MeterNames.PLANNED)).isEqualTo(44);
        assertThat(gauge(MeterNames.CAPACITY)).isEqualTo(6.5);
        assertThat(gauge(MeterNames.COST)).isEqualTo(48.16);
        assertThat(gauge(MeterNames.OBSERVED, "signal", "e2e")).isEqualTo(4.5);
        assertThat(gauge(MeterNames.LIMIT, "signal", "e2e")).isEqualTo(5);
        assertThat(gauge(MeterNames.STATE, "state", "fresh")).isEqualTo(1);
        assertThat(gauge(MeterNames.STATE, "state", "dark")).isZero();
    }

    @Test
    void whatIsNotKnownIsNotANumber() {
        board.put(plan(
                7,
                new Answer.Unavailable("telemetry is dark"),
                withStandings(ReplicaPlan.Basis.NOTHING, new SloStatus(E2E, OptionalDouble.empty(), 0))));

        meters.roundOver(NOW);

        assertThat(gauge(MeterNames.DESIRED)).isEqualTo(7);
        assertThat(List.of(
                        gauge(MeterNames.ANSWER),
                        gauge(MeterNames.DEMAND),
                        gauge(MeterNames.PLANNED),
                        gauge(MeterNames.CAPACITY),
                        gauge(MeterNames.COST),
                        gauge(MeterNames.OBSERVED, "signal", "e2e")))
                .allSatisfy(value -> assertThat(value).isNaN());
    }

    @Test
    void gaugesFollowTheNewestPlanWithoutBeingMadeAgain() {
        board.put(plan(7, new Answer.Replicas(7), known(OptionalDouble.of(4.5))));
        meters.roundOver(NOW);
        List<Meter> before = registry.getMeters();

        board.put(plan(9, new Answer.Replicas(9), known(OptionalDouble.of(5.5))));
        meters.roundOver(NOW);

        assertThat(gauge(MeterNames.DESIRED)).isEqualTo(9);
        assertThat(gauge(MeterNames.OBSERVED, "signal", "e2e")).isEqualTo(5.5);
        assertThat(registry.getMeters()).hasSameSizeAs(before);
    }

    @Test
    void anObjectiveThatIsGoneHasNoGauge() {
        board.put(plan(7, new Answer.Replicas(7), known(OptionalDouble.of(4.5))));
        meters.roundOver(NOW);

        board.put(plan(
                7,
                new Answer.Replicas(7),
                withStandings(ReplicaPlan.Basis.NOTHING, new SloStatus(TTFT, OptionalDouble.of(0.3), 0))));
        meters.roundOver(NOW);

        assertThat(registry.find(MeterNames.LIMIT).tag("signal", "e2e").gauge()).isNull();
        assertThat(gauge(MeterNames.OBSERVED, "signal", "ttft")).isEqualTo(0.3);
    }

    @Test
    void gaugesVanishWithTheWorkload() {
        board.put(plan(7, new Answer.Replicas(7), known(OptionalDouble.of(4.5))));
        meters.roundOver(NOW);

        board.keepOnly(Set.of());
        meters.roundOver(NOW);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void eachPolicyShowsWhetherItsNewestVersionIsInForce() {
        DocumentName name = new DocumentName("llm", "chat");
        library.put(DocumentKind.SLO_POLICY, name, """
                apiVersion: headroom.dev/v1
                workload: { models: [chat] }
                objectives: [ { signal: e2e, percentile: 95, atMost: 5s } ]
                replicas: { min: 1, max: 40 }
                """);
        meters.roundOver(NOW);
        assertThat(validity()).isEqualTo(1);

        library.put(DocumentKind.SLO_POLICY, name, "faulty");
        assertThat(validity()).isZero();

        library.remove(DocumentKind.SLO_POLICY, name);
        meters.roundOver(NOW);
        assertThat(registry.getMeters()).isEmpty();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name)
                .tags("namespace", "llm", "workload", "chat")
                .tags(tags)
                .gauge()
                .value();
    }

    private double validity() {
        Gauge gauge = registry.get(MeterNames.POLICY_VALID)
                .tags("namespace", "llm", "policy", "chat")
                .gauge();
        return gauge.value();
    }

    private static ReplicaPlan plan(int desired, Answer answer, ReplicaPlan.Basis basis) {
        TelemetryState fresh = new TelemetryState.Fresh("events arrive", NOW);
        return new ReplicaPlan(CHAT, NOW, fresh, desired, true, answer, List.of(), basis);
    }

    private static ReplicaPlan.Basis known(OptionalDouble observed) {
        TrafficShape shape = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);
        Demand demand = new Demand(
                40, 4, Demand.RiseSource.LAST_HOURS, OptionalDouble.empty(), 1000, shape, Duration.ofMinutes(5));
        return new ReplicaPlan.Basis(
                Optional.of(demand),
                OptionalDouble.of(44 / 6.5),
                OptionalDouble.of(6.5),
                Optional.empty(),
                OptionalDouble.of(48.16),
                List.of(new SloStatus(E2E, observed, 0)),
                Optional.of(new BudgetStanding(1000, 0.05, 0.02, 0.7, 0.5)),
                Evidence.NONE);
    }

    private static ReplicaPlan.Basis withStandings(ReplicaPlan.Basis basis, SloStatus standing) {
        return new ReplicaPlan.Basis(
                basis.demand(),
                basis.needed(),
                basis.ratePerReplica(),
                basis.believed(),
                basis.usdPerHour(),
                List.of(standing),
                basis.budget(),
                basis.evidence());
    }
}
