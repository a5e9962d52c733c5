// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.process.BenchPolicies;
import dev.headroom.benchmarks.process.FleetDocuments;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.FleetDay;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.LearnedStates;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PlanningInputs;
import dev.headroom.scaler.cycle.PlanningRound;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.TriggerPostures;
import dev.headroom.scaler.cycle.TurnOutcome;
import dev.headroom.scaler.cycle.YieldPoint;
import dev.headroom.scaler.decision.NewestDecisions;
import dev.headroom.scaler.decision.RecordedPlanner;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.history.HistoryKeeper;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The service's own path for a whole fleet on virtual time, joined as the service joins it: from the bytes of records to the plans, with
 * what is learnt and kept of each workload. One thread, and time goes forward only.
 */
final class VirtualService {
    private static final Duration HORIZON = Duration.ofMinutes(6);
    private static final Duration STARTING = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Map<String, Integer> numbers;
    private final FleetDay traffic;
    private final Duration roundEvery;
    private final TelemetryPipeline pipeline;
    private final WorkloadWindows windows;
    private final Histories histories = new Histories();
    private final SavedStates shelf = new SavedStates();
    private final LearnedStates minds = new LearnedStates(HORIZON, shelf);
    private final NewestDecisions decisions = new NewestDecisions();
    private final HistoryKeeper keeper;
    private final PlanningRound round;
    private final FleetDay.Outlet ingest = new FleetDay.Outlet() {
        private final Decoder spans = new OtlpSpanDecoder();
        private final Decoder metrics = new ServerMetricsDecoder();

        @Override
        public void spans(byte[] record) {
            pipeline.accept(TelemetryTopic.NONE, spans, record, RecordHeaders.NONE, now);
        }

        @Override
        public void metrics(byte[] record) {
            pipeline.accept(TelemetryTopic.NONE, metrics, record, RecordHeaders.NONE, now);
        }
    };
    private Instant now;
    private Instant nextRound;
    private long plans;
    private long rounds;

    /**
     * Has seen nothing yet.
     *
     * @param roundEvery virtual time between two rounds of planning; the service's own are half a second apart
     */
    VirtualService(BenchFleet fleet, FleetDay traffic, Duration roundEvery, Instant start) {
        this.numbers = IntStream.range(0, fleet.workloads())
                .boxed()
                .collect(Collectors.toMap(fleet::name, Function.identity()));
        this.traffic = traffic;
        this.roundEvery = roundEvery;
        this.now = start;
        this.nextRound = start.plus(roundEvery);
        FleetDocuments documents = new FleetDocuments(IntStream.range(0, fleet.workloads())
                .mapToObj(fleet::name)
                .map(name -> PlannerDocuments.read(
                        new DocumentName(BenchFleet.NAMESPACE, name),
                        BenchPolicies.policy(name, 1),
                        Optional.of(BenchPolicies.profile())))
                .toList());
        PolicyClaims claims = new PolicyClaims();
        claims.refresh(documents::all);
        ReplicaWatch wanted = (workload, at) -> Optional.of(
                new ReplicaWatch.Wanted(fleet.replicas(), Optional.empty(), OptionalInt.of(fleet.replicas())));
        this.windows = new WorkloadWindows(
                () -> new FeedStatus(start, Optional.of(now), true, Optional.empty()),
                wanted,
                SnapshotSettings.DEFAULTS);
        this.pipeline = new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS), new Attribution(claims, Pods.NONE), windows);
        this.keeper = new HistoryKeeper(windows, histories);
        LatestPlans board = new LatestPlans();
        PlanningCycle cycle = new PlanningCycle(
                new PlanningInputs(
                        windows,
                        histories,
                        documents,
                        target -> OptionalInt.of(fleet.replicas()),
                        target -> Optional.of(replicasOf(target)),
                        StuckListener.NOBODY),
                minds,
                new RecordedPlanner(PlanSettings.DEFAULTS, "soak", decisions),
                board);
        this.round = new PlanningRound(documents, cycle, board, TriggerPostures.NONE);
    }

    /** Lets time go on: records come, and rounds are made. */
    void advanceTo(Instant until) {
        while (now.isBefore(until)) {
            now = now.plus(STEP);
            traffic.advanceTo(now, ingest);
            if (!now.isBefore(nextRound)) {
                nextRound = nextRound.plus(roundEvery);
                makeRound();
            }
        }
    }

    /** What became of the records. */
    IngestTally tally() {
        return pipeline.tally();
    }

    /** Rounds of planning that were made. */
    long rounds() {
        return rounds;
    }

    /** Plans that were made. */
    long plans() {
        return plans;
    }

    private void makeRound() {
        rounds++;
        for (TurnOutcome outcome : round.at(now)) {
            if (outcome instanceof TurnOutcome.Failed failed) {
                throw new IllegalStateException("a turn failed: " + failed.workload(), failed.cause());
            }
            if (outcome instanceof TurnOutcome.Planned planned) {
                ReplicaPlan plan = planned.plan();
                keeper.note(plan.workload(), plan.basis().evidence().arrivals(), now);
                plans++;
            }
        }
        minds.remember(now, YieldPoint.NONE).forEach(part -> {
            throw new IllegalStateException(part.sentence());
        });
        // As the shared topic's writer does.
        shelf.untold().forEach(shelf::toWrite);
        histories
                .untold()
                .forEach(entry -> histories
                        .of(entry.workload())
                        .day(entry.day())
                        .ifPresent(day -> histories.told(entry.workload(), day)));
        histories.overdue(now).forEach(histories::forget);
    }

    private List<Replica> replicasOf(ScaleTarget target) {
        int workload = Objects.requireNonNull(numbers.get(target.name()));
        return traffic.podsOf(workload, (name, born) -> {
            Instant ready = born.plus(STARTING);
            return new Replica(
                    name,
                    born,
                    Optional.of(new Replica.Node(Optional.of("H100"), Optional.of(born), Optional.of(born))),
                    ready.isAfter(now) ? Optional.empty() : Optional.of(ready));
        });
    }
}
