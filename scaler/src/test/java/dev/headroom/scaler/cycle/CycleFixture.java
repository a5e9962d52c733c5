// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Policies, profiles and snapshots for turns of the cycle. */
final class CycleFixture {
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private CycleFixture() {}

    static WorkloadKey workload(String name) {
        return new WorkloadKey("llm", name);
    }

    /** E2E p95 within 5 s, planned with profile {@code h100}. */
    static SloPolicy policy(String name) {
        return new SloPolicy(
                new DocumentName("llm", name),
                new SloPolicy.WorkloadSelector(Set.of(name), Optional.of(new ScaleTarget("llm", "Deployment", name))),
                List.of(new Objective(Signal.E2E, 95, Duration.ofSeconds(5))),
                OptionalInt.empty(),
                Optional.of("h100"),
                new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.FALLBACK),
                new SloPolicy.Terms(Posture.LEAN, Optional.empty(), Mode.ENFORCE));
    }

    /** Fresh telemetry: this rate of requests with 5,000 tokens in and 500 out. */
    static WorkloadSnapshot snapshot(WorkloadKey workload, double requestsPerSecond) {
        Reading reading = reading(NOW, 100, 5000, 500).reading();
        return new WorkloadSnapshot(
                workload,
                NOW,
                new TelemetryState.Fresh("events arrive", NOW),
                Optional.of(new ArrivalRate(
                        requestsPerSecond, Math.round(requestsPerSecond * 10), NOW.minusSeconds(10), NOW)),
                Optional.empty(),
                reading,
                reading,
                ServerStatus.unscraped(1),
                UnfinishedRequests.none(NOW));
    }

    /** Policies that the test adds and removes. */
    static final class Policies implements SloSource {
        final List<PolicyStatus> statuses = new ArrayList<>();

        Policies with(SloPolicy... policies) {
            for (SloPolicy policy : policies) {
                statuses.add(new PolicyStatus(policy.name(), Optional.of(policy), Optional.empty()));
            }
            return this;
        }

        @Override
        public Collection<PolicyStatus> all() {
            return List.copyOf(statuses);
        }

        @Override
        public Optional<PolicyStatus> findPolicy(DocumentName name) {
            return statuses.stream()
                    .filter(status -> status.name().equals(name))
                    .findFirst();
        }

        @Override
        public boolean loaded() {
            return true;
        }
    }

    /** One profile, {@code llm/h100}: 1 → 2.5 s, 64 → 5 s, 128 → 10 s. */
    static final class OneProfile implements ProfileSource {
        @Override
        public Optional<ServingProfile> findProfile(DocumentName name) {
            return name.equals(new DocumentName("llm", "h100"))
                    ? Optional.of(new ServingProfile(
                            name,
                            "H100",
                            1,
                            new ServingProfile.EngineLimits(1, 128, OptionalLong.empty(), 2048),
                            new Performance.MeasuredTable(
                                    5000, 500, false, List.of(point(1, 2.5), point(64, 5), point(128, 10)))))
                    : Optional.empty();
        }

        @Override
        public Optional<String> faultOf(DocumentName name) {
            return Optional.empty();
        }

        private static Performance.Point point(double concurrency, double e2e) {
            return new Performance.Point(
                    concurrency, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(e2e));
        }
    }
}
