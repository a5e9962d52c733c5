// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Plans to share: a plain one, and any that can be. */
final class NotedPlans {
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00.123456789Z");

    private NotedPlans() {}

    static ReplicaPlan plan(WorkloadKey workload, int desired, Instant madeAt) {
        return new ReplicaPlan(
                workload,
                madeAt,
                new TelemetryState.Fresh("events arrive", madeAt),
                desired,
                true,
                new Answer.Replicas(desired),
                List.of(new Reason(ReasonCode.RISE_WITHIN_LEAD_TIME, desired, "demand needs " + desired)),
                ReplicaPlan.Basis.NOTHING);
    }

    static NotedPlan noted(WorkloadKey workload, int desired) {
        return new NotedPlan(plan(workload, desired, NOW), NOW.minusSeconds(3600), "0123abcd");
    }

    static Arbitrary<NotedPlan> any() {
        return Combinators.combine(
                        plans(), instants(), Arbitraries.strings().numeric().ofLength(32))
                .as(NotedPlan::new);
    }

    private static Arbitrary<ReplicaPlan> plans() {
        return Combinators.combine(
                        workloads(),
                        instants(),
                        states(),
                        counts(),
                        Arbitraries.of(true, false),
                        answers(),
                        reasons(),
                        bases())
                .as(ReplicaPlan::new);
    }

    private static Arbitrary<WorkloadKey> workloads() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('-', '.')
                .ofMinLength(1)
                .ofMaxLength(20);
        return Combinators.combine(names, names).as(WorkloadKey::new);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(0, Integer.MAX_VALUE);
    }

    private static Arbitrary<TelemetryState> states() {
        return Combinators.combine(Arbitraries.integers().between(0, 5), texts(), instants())
                .as((kind, cause, since) -> switch (kind) {
                    case 0 -> new TelemetryState.Fresh(cause, since);
                    case 1 -> new TelemetryState.Idle(cause, since);
                    case 2 -> new TelemetryState.Unobservable(cause, since);
                    case 3 -> new TelemetryState.Lagging(cause, since);
                    case 4 -> new TelemetryState.Dark(cause, since);
                    default -> new TelemetryState.New(cause, since);
                });
    }

    private static Arbitrary<Answer> answers() {
        return Arbitraries.oneOf(
                counts().map(Answer.Replicas::new).map(Answer.class::cast),
                texts().map(Answer.Unavailable::new).map(Answer.class::cast));
    }

    private static Arbitrary<List<Reason>> reasons() {
        return Combinators.combine(Arbitraries.of(ReasonCode.class), counts(), texts())
                .as(Reason::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<ReplicaPlan.Basis> bases() {
        return Combinators.combine(
                        demands().optional(),
                        figures(),
                        figures(),
                        capacities().optional(),
                        figures(),
                        standings(),
                        budgets().optional(),
                        evidence())
                .as(ReplicaPlan.Basis::new);
    }

    private static Arbitrary<BudgetStanding> budgets() {
        Arbitrary<Double> shares = Arbitraries.doubles().between(0.01, 0.99);
        return Combinators.combine(positive(), shares, shares, positive(), shares)
                .as(BudgetStanding::new);
    }

    private static Arbitrary<CapacityEstimate> capacities() {
        Arbitrary<CapacityEstimate.Breach> breaches =
                Combinators.combine(instants(), Arbitraries.of(true, false)).as(CapacityEstimate.Breach::new);
        return Combinators.combine(
                        positive(),
                        Arbitraries.of(CapacityEstimate.Source.class),
                        figures(),
                        breaches.optional(),
                        positive(),
                        positive(),
                        figures())
                .as(CapacityEstimate::new);
    }

    private static Arbitrary<Demand> demands() {
        Arbitrary<TrafficShape> shapes = Combinators.combine(
                        positive(), positive(), Arbitraries.of(TrafficShape.Arrivals.class))
                .as((in, out, arrivals) -> new TrafficShape(in, in / 2, out, arrivals));
        return Combinators.combine(
                        positive(),
                        positive(),
                        Arbitraries.of(Demand.RiseSource.class),
                        figures(),
                        positive(),
                        shapes,
                        durations())
                .as(Demand::new);
    }

    private static Arbitrary<List<SloStatus>> standings() {
        return Combinators.combine(
                        Arbitraries.of(Signal.class),
                        Arbitraries.doubles().between(1, 99),
                        durations(),
                        figures(),
                        counts())
                .as((signal, percentile, limit, observed, missed) ->
                        new SloStatus(new Objective(signal, percentile, limit), observed, missed))
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Evidence> evidence() {
        return Combinators.combine(arrivals().optional(), servers()).as(Evidence::new);
    }

    private static Arbitrary<ArrivalRate> arrivals() {
        Instant from = Instant.parse("2026-03-01T12:00:00.123456789Z");
        return Combinators.combine(
                        positive(),
                        counts(),
                        durations(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(ArrivalSource.class),
                        Arbitraries.doubles().between(0, 1))
                .as((rate, count, length, whole, source, completeness) ->
                        new ArrivalRate(rate, count, from, from.plus(length), whole, source, completeness));
    }

    private static Arbitrary<ServerStatus> servers() {
        Arbitrary<OptionalLong> known = counts().optional()
                .map(value -> value.map(count -> OptionalLong.of(count)).orElse(OptionalLong.empty()));
        return Combinators.combine(counts(), known, known, figures(), figures(), Arbitraries.of(true, false))
                .as((replicas, running, waiting, share, coverage, scraped) -> new ServerStatus(
                        replicas,
                        scraped ? Optional.of(Instant.parse("2026-03-01T12:00:00Z")) : Optional.empty(),
                        replicas,
                        new ServerStatus.Load(running, waiting, share),
                        waiting,
                        share,
                        coverage,
                        running));
    }

    private static Arbitrary<OptionalDouble> figures() {
        return positive().optional().map(value -> value.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private static Arbitrary<Double> positive() {
        return Arbitraries.doubles().between(0.001, 1e6).ofScale(3);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs().between(1, 1_000_000_000_000L).map(Duration::ofNanos);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ascii().ofMaxLength(40);
    }
}
