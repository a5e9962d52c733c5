// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.decision.PolicyFingerprint;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the plans that this replica reads were made under the policies that it has itself. All replicas answer from one topic, so a
 * replica with other policies answers by those of the planning one. Any thread may report and ask; looks on the planning thread.
 */
public final class PolicyAgreement implements RoundListener {
    /** A change of a policy reaches every replica within 2 s, as a file of a mounted ConfigMap within some 90. */
    private static final Duration LASTING = Duration.ofMinutes(2);

    /** The planning replica repeats each plan every few seconds: a plan that was read longer ago has no owner. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final SloSource policies;
    private final TriggerPostures postures;
    private final Listener listener;
    private final Map<WorkloadKey, Told> told = new ConcurrentHashMap<>();
    private final Map<WorkloadKey, String> differing = new ConcurrentHashMap<>();
    private final Map<WorkloadKey, Instant> since = new HashMap<>();
    private final Map<WorkloadKey, Own> own = new HashMap<>();
    private Instant lookedAt = Instant.MIN;

    /** When it was read is known by the next look. */
    private record Told(String policyHash, Optional<Instant> seenAt) {}

    private record Own(SloPolicy policy, String hash) {}

    /** Hears when it begins and ends that plans are made under another policy. On the planning thread. */
    public interface Listener {
        /** For some seconds already. */
        void differs(WorkloadKey workload, String sentence);

        /** It did until now. */
        void agrees(WorkloadKey workload);
    }

    /**
     * Nothing read yet.
     *
     * @param policies of this replica
     * @param postures that triggers ask for, which are part of a plan's policy
     */
    public PolicyAgreement(SloSource policies, TriggerPostures postures, Listener listener) {
        this.policies = policies;
        this.postures = postures;
        this.listener = listener;
    }

    /** A plan was read. */
    public void told(WorkloadKey workload, String policyHash) {
        told.put(workload, new Told(policyHash, Optional.empty()));
    }

    /** The difference between a workload's plan and this replica's own policy, in a sentence; empty where it was made under that policy. */
    public Optional<String> differenceOf(WorkloadKey workload) {
        return Optional.ofNullable(differing.get(workload));
    }

    @Override
    public void roundOver(Instant now) {
        if (now.isBefore(lookedAt.plus(LOOK_EVERY)) && !now.isBefore(lookedAt)) {
            return;
        }
        lookedAt = now;
        told.replaceAll((workload, plan) ->
                new Told(plan.policyHash(), Optional.of(plan.seenAt().orElse(now))));
        told.values()
                .removeIf(
                        plan -> plan.seenAt().filter(now.minus(RECENT)::isAfter).isPresent());
        own.keySet().retainAll(told.keySet());
        since.keySet().retainAll(told.keySet());
        told.forEach((workload, plan) -> look(workload, plan.policyHash(), now));
        differing.keySet().stream()
                .filter(workload -> !since.containsKey(workload))
                .forEach(this::agree);
    }

    private void look(WorkloadKey workload, String policyHash, Instant now) {
        Optional<String> here = ownHash(workload);
        if (here.isEmpty() || here.get().equals(policyHash)) {
            since.remove(workload);
            return;
        }
        Instant first = since.computeIfAbsent(workload, fresh -> now);
        if (!now.isBefore(first.plus(LASTING)) && !differing.containsKey(workload)) {
            String sentence = "the plan was made with another policy (hash " + policyHash + ", here " + here.get()
                    + "): all replicas that share a topic of plans need the same policies";
            differing.put(workload, sentence);
            listener.differs(workload, sentence);
        }
    }

    private void agree(WorkloadKey workload) {
        differing.remove(workload);
        listener.agrees(workload);
    }

    private Optional<String> ownHash(WorkloadKey workload) {
        return policies.policyInForce(workload).map(policy -> hashOf(workload, postures.applyTo(workload, policy)));
    }

    private String hashOf(WorkloadKey workload, SloPolicy policy) {
        Own before = own.get(workload);
        if (before != null && before.policy().equals(policy)) {
            return before.hash();
        }
        String hash = PolicyFingerprint.of(policy);
        own.put(workload, new Own(policy, hash));
        return hash;
    }
}
