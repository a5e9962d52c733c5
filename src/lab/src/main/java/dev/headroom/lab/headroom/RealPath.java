// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.LearnedStates;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PlanningInputs;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.WantedReplicas;
import dev.headroom.scaler.cycle.YieldPoint;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.RecordedPlanner;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.history.HistoryKeeper;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.FeedWatch;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The service's core for one workload, with its defaults, joined as the service joins it: pipeline, windows, snapshot, forecast,
 * capacity, plan, board. What it learns of the cluster is what informers would tell it. One thread.
 */
final class RealPath {
    private final SloPolicy policy;
    private final PlannerDocuments documents;
    private final LatestPlans board = new LatestPlans();
    private final Histories histories = new Histories();
    private final HistoryKeeper keeper;
    private final SavedStates shelf = new SavedStates();
    private final LearnedStates minds;
    private final Snapshots snapshots;
    private final TelemetryPipeline pipeline;
    private final PlanningCycle cycle;

    /**
     * Nothing is known yet.
     *
     * @param feed how the feed of records is doing
     * @param informers how many replicas there are
     * @param decisions told of each plan
     */
    RealPath(
            PlannerDocuments documents,
            HeadroomOptions options,
            FeedWatch feed,
            Informers informers,
            Consumer<Decision> decisions) {
        this.documents = documents;
        this.policy = documents.policy();
        CurrentReplicas cluster = target -> informers.replicas();
        SimulatedInstants moments = new SimulatedInstants(options.start());
        ReplicaSource replicas = target -> informers.replicas(moments);
        PolicyClaims claims = new PolicyClaims();
        claims.refresh(documents::all);
        WorkloadWindows windows = new WorkloadWindows(
                feed,
                new WantedReplicas(documents, cluster, target -> informers.running(), replicas, board),
                SnapshotSettings.DEFAULTS);
        this.snapshots = windows;
        this.keeper = new HistoryKeeper(windows, histories);
        this.pipeline = new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS), new Attribution(claims, Pods.NONE), windows);
        this.minds = new LearnedStates(options.horizon(), shelf);
        this.cycle = new PlanningCycle(
                new PlanningInputs(windows, histories, documents, cluster, replicas, StuckListener.NOBODY),
                minds,
                planner(options, decisions),
                board);
    }

    /** Takes in a record that is read at {@code now}. */
    void read(ProducedRecord record, Instant now) {
        ProducedRecord.Topic topic = record.topic();
        pipeline.accept(topic.inKafka(), topic.decoder(), record.value(), RecordHeaders.NONE, now);
    }

    /** Takes in a record of any format; see {@link TelemetryPipeline#accept(TelemetryTopic, Decoder, byte[], RecordHeaders, Instant)}. */
    void read(TelemetryTopic topic, Decoder decoder, byte @Nullable [] value, RecordHeaders headers, Instant now) {
        pipeline.accept(topic, decoder, value, headers, now);
    }

    /** What each replica did of late, as far as everything of it is in. */
    List<ReplicaLoad> replicaLoads(Instant now) {
        return snapshots.replicaLoads(documents.workload(), now);
    }

    /** One turn of the planning cycle; its plan is the newest from then on. */
    ReplicaPlan planAt(Instant now) {
        ReplicaPlan plan = cycle.turn(documents.workload(), policy, now);
        board.put(plan);
        keeper.note(plan.workload(), plan.basis().evidence().arrivals(), now);
        minds.remember(now, YieldPoint.NONE).forEach(part -> {
            throw new IllegalStateException(part.sentence());
        });
        return plan;
    }

    /** What another process would find in the shared topic; empty where there would be nothing to go on from. */
    Optional<Kept> kept() {
        return newestPlan()
                .map(plan ->
                        new Kept(plan, board.knownSince(documents.workload()).orElse(plan.madeAt()), experience()));
    }

    /** What was learnt up to a minute ago, and when how much came. */
    Experience experience() {
        return new Experience(
                shelf.of(documents.workload()).orElse(SavedState.NOTHING),
                List.copyOf(histories.of(documents.workload()).days()));
    }

    /**
     * What outlives a process.
     *
     * @param plan the newest
     * @param knownSince since when the workload is planned for
     * @param experience what was learnt
     */
    record Kept(ReplicaPlan plan, Instant knownSince, Experience experience) {}

    /** Goes on from what another process left; to be called before the first plan. */
    void goOnFrom(Kept kept) {
        board.put(kept.plan(), kept.knownSince(), false);
        goOnFrom(kept.experience());
    }

    /** Goes on from what was learnt before; to be called before the first plan. */
    void goOnFrom(Experience experience) {
        shelf.told(documents.workload(), experience.learnt());
        experience.days().forEach(day -> histories.told(documents.workload(), day));
    }

    Optional<ReplicaPlan> newestPlan() {
        return board.latest(documents.workload());
    }

    /** Counts of what became of the records. */
    IngestTally tally() {
        return pipeline.tally();
    }

    private static PlanMaker planner(HeadroomOptions options, Consumer<Decision> decisions) {
        PlanMaker shipped = new RecordedPlanner(PlanSettings.DEFAULTS, HeadroomVersion.text(), decisions);
        return options.demandFactor() == 1 ? shipped : new ScaledDemand(shipped, options.demandFactor());
    }
}
