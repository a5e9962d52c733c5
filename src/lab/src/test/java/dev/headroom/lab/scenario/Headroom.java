// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.LearnedStates;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PlanningInputs;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.WantedReplicas;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The real path for one workload, joined as the service joins it, with a feed and a cluster that the story rules. */
final class Headroom {
    private static final WorkloadKey WORKLOAD = new WorkloadKey("llm", "chat");
    private static final DocumentName POLICY = new DocumentName("llm", "chat");
    private static final String PROFILE = """
            apiVersion: headroom.dev/v1
            hardware: p5.48xlarge
            gpus: 8
            tensorParallel: 8
            maxSequences: 128
            table:
              inputTokens: 5000
              outputTokens: 500
              columns: percentile
              points:
                - { concurrency: 1,   e2e: 2.5s }
                - { concurrency: 64,  e2e: 5s }
                - { concurrency: 128, e2e: 10s }
            """;

    private final SloPolicy policy;
    private final LatestPlans board = new LatestPlans();
    private final WorkloadWindows windows;
    private final TelemetryPipeline pipeline;
    private final PlanningCycle cycle;

    private Instant lastContact;
    private Optional<Instant> backSince = Optional.empty();
    private Optional<Instant> stuckSince = Optional.empty();
    private boolean brokerAway;
    private OptionalInt replicas = OptionalInt.empty();
    private Optional<RunningReplicas.Running> ready = Optional.empty();
    private Optional<List<Replica>> pods = Optional.empty();

    Headroom(int min, int max, String whenDark, Instant start) {
        this.policy = valid(SloPolicyReader.read(policyText(min, max, whenDark), POLICY));
        ServingProfile profile = valid(ServingProfileReader.read(PROFILE, new DocumentName("llm", "p5")));
        PolicyClaims claims = new PolicyClaims();
        claims.refresh(() -> List.of(new PolicyStatus(POLICY, Optional.of(policy), Optional.empty())));
        CurrentReplicas cluster = target -> replicas;
        this.lastContact = start;
        this.windows = new WorkloadWindows(
                () -> feedSince(start),
                new WantedReplicas(new OnePolicy(policy), cluster, target -> ready, target -> pods, board),
                SnapshotSettings.DEFAULTS);
        this.pipeline = new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS), new Attribution(claims, Pods.NONE), windows);
        this.cycle = new PlanningCycle(
                new PlanningInputs(
                        windows,
                        new Histories(),
                        new OneProfile(profile),
                        cluster,
                        target -> pods,
                        StuckListener.NOBODY),
                new LearnedStates(Duration.ofMinutes(2), new SavedStates()),
                new Planner(PlanSettings.DEFAULTS),
                board);
    }

    /** The cluster is known, and so many replicas are wanted there. */
    void clusterWants(int wanted) {
        replicas = OptionalInt.of(wanted);
    }

    /** Pods are seen, and so many are ready. */
    void clusterShowsReady(int pods) {
        ready = Optional.of(new RunningReplicas.Running(pods, 0));
    }

    /** The replicas that are wanted exist, and this is seen of them. */
    void clusterShows(List<Replica> seen) {
        int readyOnes =
                (int) seen.stream().filter(one -> one.ready().isPresent()).count();
        replicas = OptionalInt.of(seen.size());
        ready = Optional.of(new RunningReplicas.Running(readyOnes, seen.size() - readyOnes));
        pods = Optional.of(List.copyOf(seen));
    }

    void brokerGoesAway() {
        brokerAway = true;
    }

    void brokerComesBack(Instant now) {
        brokerAway = false;
        backSince = Optional.of(now);
    }

    void consumerGetsStuck(Instant now) {
        stuckSince = Optional.of(now);
    }

    void consumerGoesOn() {
        stuckSince = Optional.empty();
    }

    boolean reads() {
        return !brokerAway && stuckSince.isEmpty();
    }

    void read(Decoder decoder, byte[] record, Instant now) {
        pipeline.accept(TelemetryTopic.NONE, decoder, record, RecordHeaders.NONE, now);
    }

    Moment planAt(Instant now) {
        if (!brokerAway) {
            lastContact = now;
        }
        ReplicaPlan plan = cycle.turn(WORKLOAD, policy, now);
        board.put(plan);
        return new Moment(now, windows.readAt(WORKLOAD, now), plan);
    }

    private FeedStatus feedSince(Instant start) {
        return new FeedStatus(start, Optional.of(lastContact), true, stuckSince, backSince);
    }

    private static String policyText(int min, int max, String whenDark) {
        return """
                apiVersion: headroom.dev/v1
                workload: { models: [llama], scaleTarget: { kind: Deployment, name: chat } }
                objectives:
                  - { signal: e2e, percentile: 95, atMost: 5s }
                profile: p5
                replicas: { min: %d, max: %d, whenDark: %s }
                """.formatted(min, max, whenDark);
    }

    private static <T> T valid(Parsed<T> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new IllegalStateException(invalid.sentence());
        });
    }

    private record OneProfile(ServingProfile profile) implements ProfileSource {
        @Override
        public Optional<ServingProfile> findProfile(DocumentName name) {
            return Optional.of(profile);
        }

        @Override
        public Optional<String> faultOf(DocumentName name) {
            return Optional.empty();
        }
    }

    private record OnePolicy(SloPolicy policy) implements SloSource {
        @Override
        public Collection<PolicyStatus> all() {
            return findPolicy(POLICY).stream().toList();
        }

        @Override
        public Optional<PolicyStatus> findPolicy(DocumentName name) {
            return Optional.of(new PolicyStatus(POLICY, Optional.of(policy), Optional.empty()));
        }

        @Override
        public boolean loaded() {
            return true;
        }
    }
}
