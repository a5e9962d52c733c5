// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import static dev.headroom.scaler.whatif.Asked.ARTICLE;
import static dev.headroom.scaler.whatif.Asked.BY_CHANCE;
import static dev.headroom.scaler.whatif.Asked.H100;
import static dev.headroom.scaler.whatif.Asked.STEADY;
import static dev.headroom.scaler.whatif.Asked.endToEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AlternativeTest {
    private static final int OUTPUT_TOKENS = 250;
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void theArticlesLoadNeedsTwoInstances() {
        Alternative asked = Alternative.of(endToEnd("5s"), ARTICLE, STEADY, Optional.empty());

        assertThat(asked.replicasFor(25)).contains(2);
        assertThat(asked.usdPerReplicaHour()).contains(16.0);
        assertThat(asked.sentence(25))
                .isEqualTo("25.0 requests/s need 2 replicas: one is booked with 12.8 requests/s for e2e p95 <= 5s");
    }

    /** At 2.5 s one request at a time is served: 0.4 a second, so 63 instances; twice the seconds cost two. */
    @Test
    void halfTheSecondsCostThirtyTimesAsMuch() {
        Alternative asked = Alternative.of(endToEnd("2500ms"), ARTICLE, STEADY, Optional.empty());

        assertThat(asked.replicasFor(25)).contains(63);
    }

    @Test
    void whatNoReplicaKeepsIsInfeasible() {
        Alternative asked = Alternative.of(endToEnd("1s"), ARTICLE, STEADY, Optional.empty());

        assertThat(asked.rates()).isEmpty();
        assertThat(asked.replicasFor(25)).isEmpty();
        assertThat(asked.sentence(25)).isEqualTo("No number of replicas keeps e2e p95 <= 1s");
    }

    @Test
    void aSafePostureBooksLessThanALeanOne() {
        String ttft = "{ signal: ttft, percentile: 95, atMost: 300ms }";

        double safe = booked(Asked.policy(ttft, "safe"));
        double balanced = booked(Asked.policy(ttft, "balanced"));
        double lean = booked(Asked.policy(ttft, "lean"));

        assertThat(safe).isLessThan(balanced);
        assertThat(balanced).isLessThan(lean);
    }

    @Test
    void theFigureOfTheProfileGivesWayToTheOneThatUsersSaw() {
        SloPolicy inForce = endToEnd("8s");
        double byProfile = booked(inForce);
        Alternative.Running running = running(inForce, H100, 0.5 * byProfile, CapacityEstimate.Source.SHOWN);

        Alternative same = Alternative.of(inForce, H100, BY_CHANCE, Optional.of(running));
        Alternative tighter = Alternative.of(endToEnd("5s"), H100, BY_CHANCE, Optional.of(running));

        assertThat(same.rates().orElseThrow().booked()).isCloseTo(0.5 * byProfile, within(1e-9));
        assertThat(tighter.rates().orElseThrow().booked()).isCloseTo(0.5 * booked(endToEnd("5s")), within(1e-9));
        assertThat(same.notes())
                .containsExactly("The rate of a replica is the serving profile's times 0.50, as users' latencies show");
    }

    @Test
    void anAssumedFigureDoesNotCount() {
        SloPolicy inForce = endToEnd("8s");
        Alternative.Running running = running(inForce, H100, 1, CapacityEstimate.Source.STANDING);

        Alternative same = Alternative.of(inForce, H100, BY_CHANCE, Optional.of(running));

        assertThat(same.rates().orElseThrow().booked()).isCloseTo(booked(inForce), within(1e-9));
        assertThat(same.notes())
                .containsExactly(
                        "The rate of a replica is the serving profile's; users' latencies have not shown it yet");
    }

    @Test
    void theLimitOfABreachCountsWhateverWasAssumedBefore() {
        SloPolicy inForce = endToEnd("8s");
        double lowered = 0.7 * booked(inForce);
        Alternative.Running running = running(
                inForce, H100, lowered, CapacityEstimate.Source.PROFILE, OptionalDouble.of(lowered * OUTPUT_TOKENS));

        Alternative same = Alternative.of(inForce, H100, BY_CHANCE, Optional.of(running));

        assertThat(same.rates().orElseThrow().booked()).isCloseTo(lowered, within(1e-9));
    }

    @Test
    void otherHardwareIsNotMeasuredByTheRunningOne() {
        SloPolicy inForce = endToEnd("8s");
        Alternative.Running running = running(inForce, H100, 1, CapacityEstimate.Source.SHOWN);

        Alternative asked = Alternative.of(endToEnd("5s"), ARTICLE, STEADY, Optional.of(running));

        assertThat(asked.rates().orElseThrow().booked()).isCloseTo(12.8, within(1e-6));
    }

    @Test
    void withoutAProfileOnlyThePresentPromiseIsKnown() {
        SloPolicy inForce = endToEnd("8s");
        Alternative.Running running = running(inForce, H100, 3, CapacityEstimate.Source.SHOWN);

        assertThat(Alternative.asRunning(endToEnd("5s"), running)).isEmpty();
        assertThat(Alternative.asRunning(inForce, running).orElseThrow().replicasFor(10))
                .contains(4);
    }

    @Test
    void thePolicysLimitsApplyAndAreSaid() {
        Alternative asked = Alternative.of(endToEnd("5s"), ARTICLE, STEADY, Optional.empty());

        assertThat(asked.replicasFor(5000)).contains(100);
        assertThat(asked.sentence(5000)).endsWith("; the policy's limits make it 100");
    }

    private static double booked(SloPolicy policy) {
        return Alternative.of(policy, H100, BY_CHANCE, Optional.empty())
                .rates()
                .orElseThrow()
                .booked();
    }

    private static Alternative.Running running(
            SloPolicy policy, ServingProfile profile, double ratePerReplica, CapacityEstimate.Source source) {
        return running(policy, profile, ratePerReplica, source, OptionalDouble.empty());
    }

    private static Alternative.Running running(
            SloPolicy policy,
            ServingProfile profile,
            double ratePerReplica,
            CapacityEstimate.Source source,
            OptionalDouble limit) {
        TrafficShape shape = BY_CHANCE;
        Demand demand = new Demand(
                8,
                1,
                Demand.RiseSource.LAST_HOURS,
                OptionalDouble.empty(),
                OUTPUT_TOKENS,
                shape,
                Duration.ofMinutes(2));
        CapacityEstimate believed = new CapacityEstimate(
                booked(policy) * OUTPUT_TOKENS, source, limit, Optional.empty(), 0, 1, OptionalDouble.empty());
        ReplicaPlan.Basis basis = new ReplicaPlan.Basis(
                Optional.of(demand),
                OptionalDouble.of(3),
                OptionalDouble.of(ratePerReplica),
                Optional.of(believed),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Evidence.NONE);
        ReplicaPlan plan = new ReplicaPlan(
                new WorkloadKey("llm", "assistant"),
                NOW,
                new TelemetryState.Fresh("events arrive", NOW),
                3,
                true,
                new Answer.Replicas(3),
                List.of(),
                basis);
        return new Alternative.Running(policy, Optional.of(profile), plan);
    }
}
