// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.PlanOutlet;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.TurnOutcome;
import dev.headroom.scaler.decision.PolicyFingerprint;
import dev.headroom.scaler.ownership.Fence;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.ownership.LeadershipStatus;
import dev.headroom.scaler.ownership.LeadershipTerm;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The planning thread's side of the shared plans. It says whether this replica plans, and sends its plans to the topic, to this replica's
 * latest plans, or to both.
 */
final class SharedPlans implements PlanOutlet, RoundListener {
    private static final Logger LOG = Logger.getLogger(SharedPlans.class);

    /** Plans are no answer after a minute by default, and a new owner may take ten seconds. */
    private static final Duration REPEATED_AFTER = Duration.ofSeconds(5);

    /** A round comes every half second; a thread whose round takes longer than this is stuck. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(15);

    private final TopicStatus status;
    private final LeadershipTerm term;
    private final Fence fence;
    private final LatestPlans latestPlans;
    private final TopicWriter writer;
    private final Housekeeping housekeeping;
    private final BooleanSupplier policiesInForce;
    private final Map<WorkloadKey, Written> written = new ConcurrentHashMap<>();
    private volatile Optional<Duration> askedAt = Optional.empty();
    private volatile LeaderRole duty = LeaderRole.WAIT;
    private volatile Optional<FencingToken> stamp = Optional.empty();
    private volatile Optional<Duration> unreachableFor = Optional.empty();

    /** The last written plan of a workload, and its policy. */
    private record Written(ReplicaPlan plan, SloPolicy policy) {}

    SharedPlans(
            TopicStatus status,
            LeadershipTerm term,
            Fence fence,
            LatestPlans latestPlans,
            TopicWriter writer,
            Housekeeping housekeeping,
            BooleanSupplier policiesInForce) {
        this.status = status;
        this.term = term;
        this.fence = fence;
        this.latestPlans = latestPlans;
        this.writer = writer;
        this.housekeeping = housekeeping;
        this.policiesInForce = policiesInForce;
    }

    /** Whether the planning thread is at work; a stuck one must not own the plans. */
    boolean atWork() {
        return askedAt.filter(at -> status.uptime().minus(at).compareTo(STUCK_AFTER) <= 0)
                .isPresent();
    }

    /** This replica's current role. */
    LeaderRole current() {
        return duty;
    }

    /** A write came to nothing: the next round repeats it. */
    void lost(SharedKey key) {
        if (key instanceof SharedKey.OfPlan plan) {
            written.remove(plan.workload());
        } else if (key instanceof SharedKey.OfLearnt learnt) {
            housekeeping.lost(learnt);
        } else if (key instanceof SharedKey.OfPods pods) {
            housekeeping.lost(pods);
        }
    }

    @Override
    public LeaderRole duty() {
        Duration now = status.uptime();
        askedAt = Optional.of(now);
        Optional<FencingToken> before = stamp;
        stamp = term.stamp(fence.newest(), now);
        if (!stamp.equals(before)) {
            written.clear();
        }
        LeadershipStatus situation = status.situation(stamp.isPresent(), policiesInForce.getAsBoolean());
        unreachableFor = situation.unreachableFor();
        LeaderRole next = situation.duty();
        if (next != duty) {
            LOG.infof(
                    "plans duty=%s before=%s epoch=%s meaning=%s",
                    next, duty, stamp.map(own -> Long.toString(own.epoch())).orElse("none"), next.sentence());
            duty = next;
        }
        return next;
    }

    @Override
    public Optional<Duration> unreachableFor() {
        return unreachableFor;
    }

    @Override
    public TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy) {
        if (!duty.writes() || stamp.isEmpty()) {
            return latestPlans.put(plan);
        }
        TurnOutcome.Planned outcome = write(plan, policy, stamp.get());
        if (duty.keeps()) {
            latestPlans.put(plan);
        }
        return outcome;
    }

    @Override
    public void keepOnly(Set<WorkloadKey> workloads) {
        if (duty.keeps()) {
            latestPlans.keepOnly(workloads);
        }
        if (duty.writes() && stamp.isPresent()) {
            latestPlans.all().stream()
                    .map(ReplicaPlan::workload)
                    .filter(workload -> !workloads.contains(workload))
                    .forEach(gone -> writer.end(new SharedKey.OfPlan(gone), stamp));
            written.keySet().retainAll(workloads);
        }
    }

    @Override
    public void roundOver(Instant now) {
        if (status.reachable()) {
            housekeeping.roundOver(now, duty.writes() ? stamp : Optional.empty());
        }
    }

    /** No round follows: state that only this replica has is written down. */
    void lastWords() {
        if (status.reachable() && duty.writes()) {
            stamp.ifPresent(housekeeping::lastWords);
        }
    }

    private TurnOutcome.Planned write(ReplicaPlan plan, SloPolicy policy, FencingToken own) {
        WorkloadKey workload = plan.workload();
        Written before = written.get(workload);
        TurnOutcome.Planned outcome = TurnOutcome.Planned.after(
                before == null ? latestPlans.latest(workload) : Optional.of(before.plan()), plan);
        boolean due = before == null
                || !before.policy().equals(policy)
                || Duration.between(before.plan().madeAt(), plan.madeAt()).compareTo(REPEATED_AFTER) >= 0;
        if (outcome.changed() || due) {
            Instant knownSince = latestPlans.knownSince(workload).orElse(plan.madeAt());
            NotedPlan noted = new NotedPlan(plan, knownSince, PolicyFingerprint.of(policy));
            written.put(workload, new Written(plan, policy));
            writer.put(new SharedKey.OfPlan(workload), PlanMessages.toMessage(noted, own));
        }
        return outcome;
    }
}
