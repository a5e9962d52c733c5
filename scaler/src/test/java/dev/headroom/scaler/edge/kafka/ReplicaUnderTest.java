// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PlanOutlet;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** What one replica shares, without what it plans from: the test makes its plans. */
final class ReplicaUnderTest {
    private final LatestPlans board = new LatestPlans();
    private final Histories histories = new Histories();
    private final SavedStates learnt = new SavedStates();
    private final PodsInMemory pods = new PodsInMemory();
    private final Policies policies = new Policies();
    private final PlansTopic topic;
    private boolean stopped;

    ReplicaUnderTest(String bootstrapServers, String topic) {
        this.topic = new PlansTopic(
                new PlansTopicSettings(
                        topic,
                        "headroom-planners-" + topic,
                        "replica-" + UUID.randomUUID(),
                        1 << 24,
                        Map.of("bootstrap.servers", bootstrapServers)),
                new PlansTopic.Stores(board, histories, learnt, new SharedPods(pods, target -> true)),
                policies,
                new PlansFacts() {
                    @Override
                    public void planWritten() {
                        // Counted elsewhere.
                    }

                    @Override
                    public void planRead(WorkloadKey workload, String policyHash) {
                        // Nobody compares policies here.
                    }

                    @Override
                    public void recordRefused(Refusal reason) {
                        throw new AssertionError("refused: " + reason);
                    }
                });
    }

    void start() {
        topic.start();
    }

    void stop() {
        if (!stopped) {
            stopped = true;
            topic.stop();
        }
    }

    LatestPlans board() {
        return board;
    }

    Histories histories() {
        return histories;
    }

    SavedStates learnt() {
        return learnt;
    }

    PodsInMemory pods() {
        return pods;
    }

    PlanOutlet outlet() {
        return topic.outlet();
    }

    /** What a round asks for first. */
    LeaderRole duty() {
        return stopped ? LeaderRole.WAIT : topic.outlet().duty();
    }

    void plan(WorkloadKey workload, int desired) {
        ReplicaPlan plan = NotedPlans.plan(workload, desired, Instant.now());
        var unused = topic.outlet().take(plan, policy(workload));
    }

    void round(Instant now) {
        topic.rounds().roundOver(now);
    }

    void observe(WorkloadKey workload, Instant minute, double perSecond) {
        histories.observed(
                workload, new ArrivalRate(perSecond, Math.round(perSecond * 60), minute, minute.plusSeconds(60)));
    }

    void forgetPolicies() {
        policies.loaded = false;
    }

    Optional<Integer> desired(WorkloadKey workload) {
        return board.latest(workload).map(ReplicaPlan::desired);
    }

    private static SloPolicy policy(WorkloadKey workload) {
        return new SloPolicy(
                new DocumentName(workload.namespace(), workload.name()),
                new SloPolicy.WorkloadSelector(Set.of("llama"), Optional.empty()),
                List.of(),
                OptionalInt.of(8),
                Optional.empty(),
                new ReplicaLimits(1, 40, ReplicaLimits.WhenDark.HOLD),
                new SloPolicy.Terms(Posture.LEAN, Optional.empty(), Mode.ENFORCE));
    }

    /** None: nobody waits for news of plans. */
    private static final class Policies implements SloSource {
        private volatile boolean loaded = true;

        @Override
        public Collection<PolicyStatus> all() {
            return List.of();
        }

        @Override
        public Optional<PolicyStatus> findPolicy(DocumentName name) {
            return Optional.empty();
        }

        @Override
        public boolean loaded() {
            return loaded;
        }
    }
}
