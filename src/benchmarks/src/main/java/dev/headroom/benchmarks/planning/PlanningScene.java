// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import dev.headroom.benchmarks.process.FleetDocuments;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.LearnedStates;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PlanningInputs;
import dev.headroom.scaler.cycle.PlanningRound;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.TriggerPostures;
import dev.headroom.scaler.cycle.TurnOutcome;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.FeedWatch;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Workloads with telemetry in their windows, and the path from there to their plans. What can be learnt of them has been; telemetry
 * of the next half second comes before each decision, as in life.
 */
final class PlanningScene {
    /** Aligned to no pane: a round comes when it comes. */
    private static final Instant START = Instant.parse("2026-01-05T08:00:07.3Z");

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HORIZON = Duration.ofMinutes(2);
    /** Between two turns of the time before: as long as a stretch of what replicas did. */
    private static final Duration LEARNING_STEP = Duration.ofSeconds(10);

    private static final String NAMESPACE = "llm";

    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { models: [%1$s], scaleTarget: { kind: Deployment, name: %1$s } }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 800ms }
              - { signal: itl,  percentile: 95, atMost: 50ms }
              - { signal: e2e,  percentile: 99, atMost: 30s }
            profile: h100
            replicas: { min: 1, max: 64 }
            cost: { gpuHourUsd: 2, violationUsd: 0.002 }
            """;

    private static final String PROFILE = """
            apiVersion: headroom.dev/v1
            hardware: H100
            gpus: 1
            maxSequences: 128
            kvTokens: 400000
            chunkTokens: 2048
            stepTime:
              baseMs: 8.04
              perSequenceMs: 0.012
              perContextTokenMs: 5.36e-5
              perPrefillTokenMs: 0.0247
              mixedExtraMs: 3.37
              mixedPerContextTokenMs: 1.9e-4
            """;

    private final FleetDocuments documents;
    private final PlanningRound round;
    private final List<Telemetry> telemetry = new ArrayList<>();
    private Instant now;

    /**
     * Invents telemetry, and plans by it every 10 s.
     *
     * @param workloads how many; at least 1
     * @param replicas of each; at least 1
     * @param requestsPerReplica a second; above 0
     * @param history how far back telemetry goes
     */
    PlanningScene(int workloads, int replicas, double requestsPerReplica, Duration history) {
        this.now = START;
        FeedWatch feed = () -> new FeedStatus(START, Optional.of(now), true, Optional.empty());
        ReplicaWatch wanted = (workload, at) ->
                Optional.of(new ReplicaWatch.Wanted(replicas, Optional.empty(), OptionalInt.of(replicas)));
        WorkloadWindows windows = new WorkloadWindows(feed, wanted, SnapshotSettings.DEFAULTS);
        this.documents = documents(workloads);
        for (SloPolicy policy : documents.policies()) {
            ScaleTarget target = policy.workload().scaleTarget().orElseThrow();
            telemetry.add(new Telemetry(windows, target, replicas, replicas * requestsPerReplica, START));
        }
        LatestPlans board = new LatestPlans();
        PlanningCycle cycle = cycle(windows, documents, replicas, board);
        this.round = new PlanningRound(documents, cycle, board, TriggerPostures.NONE);
        for (Instant end = START.plus(history); now.isBefore(end); ) {
            advance(LEARNING_STEP);
            decideAll();
        }
    }

    private static FleetDocuments documents(int workloads) {
        return new FleetDocuments(IntStream.range(0, workloads)
                .mapToObj(number -> "model-" + number)
                .map(name -> PlannerDocuments.read(
                        new DocumentName(NAMESPACE, name), POLICY.formatted(name), Optional.of(PROFILE)))
                .toList());
    }

    /** The one place where the path is put together, as the service's wiring does. */
    private static PlanningCycle cycle(
            WorkloadWindows windows, ProfileSource profiles, int replicas, LatestPlans board) {
        return new PlanningCycle(
                new PlanningInputs(
                        windows,
                        new Histories(),
                        profiles,
                        target -> OptionalInt.of(replicas),
                        target -> Optional.of(podsOf(target, replicas)),
                        StuckListener.NOBODY),
                new LearnedStates(HORIZON, new SavedStates()),
                new Planner(PlanSettings.DEFAULTS),
                board);
    }

    private static List<Replica> podsOf(ScaleTarget target, int replicas) {
        Instant begun = START.minus(HORIZON);
        Replica.Node node = new Replica.Node(Optional.of("H100"), Optional.of(START.minus(DAY)), Optional.of(begun));
        return IntStream.range(0, replicas)
                .mapToObj(replica ->
                        new Replica(Telemetry.podOf(target, replica), begun, Optional.of(node), Optional.of(START)))
                .toList();
    }

    /** Half a second passes: telemetry comes. */
    void advance() {
        advance(Telemetry.STEP);
    }

    private void advance(Duration step) {
        now = now.plus(step);
        for (Telemetry workload : telemetry) {
            workload.fillTo(now);
        }
    }

    /** One decision, from the window to the board. */
    TurnOutcome decide() {
        return planned(round.turn(documents.policies().get(0), now));
    }

    /** A decision for every workload. */
    List<TurnOutcome> decideAll() {
        List<TurnOutcome> outcomes = round.at(now);
        planned(outcomes.get(outcomes.size() - 1));
        return outcomes;
    }

    /** A turn that fails is fast and worthless. */
    private static TurnOutcome planned(TurnOutcome outcome) {
        if (outcome instanceof TurnOutcome.Failed failed) {
            throw new IllegalStateException("a turn failed", failed.cause());
        }
        return outcome;
    }
}
