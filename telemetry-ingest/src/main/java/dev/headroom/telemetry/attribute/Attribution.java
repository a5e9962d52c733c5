// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.To;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds whose an observation is: by scale target, else by model where exactly one workload of the namespace claims it. A
 * scale target that several workloads share (a policy and a copy of it that only advises) is told apart by model where it can
 * be, else it is theirs together. One thread.
 */
public final class Attribution {
    private final WorkloadClaims claims;
    private final Pods pods;
    private Collection<WorkloadClaim> indexed = List.of();
    private ClaimIndex index = new ClaimIndex(indexed);

    /**
     * Attributes by these claims.
     *
     * @param claims who claims what
     * @param pods tells the scale target of a pod where telemetry does not
     */
    public Attribution(WorkloadClaims claims, Pods pods) {
        this.claims = claims;
        this.pods = pods;
    }

    /**
     * Finds the workload that {@code origin} belongs to by the claims now in force.
     *
     * @param when when what is attributed happened
     */
    public Attributed attribute(Origin origin, Instant when) {
        refreshIndex();
        Optional<Pods.Pod> pod = pods.find(origin.pod(), origin.namespace(), when);
        Optional<String> replica =
                pod.map(Pods.Pod::replica).or(() -> origin.pod().replica());
        List<WorkloadClaim> byTarget = origin.target()
                .or(() -> pod.flatMap(Pods.Pod::target))
                .map(index::claiming)
                .orElse(List.of());
        if (byTarget.size() == 1) {
            return new To(List.of(byTarget.get(0).workload()), replica);
        }
        return byTarget.isEmpty() ? byModel(origin, replica) : amongSharers(byTarget, origin.model(), replica);
    }

    /** Those whose models tell; else all of them, for each is about everything that the target serves. */
    private static Attributed amongSharers(
            List<WorkloadClaim> sharers, Optional<String> model, Optional<String> replica) {
        List<WorkloadClaim> claiming = sharers.stream()
                .filter(claim -> model.filter(claim.models()::contains).isPresent())
                .toList();
        List<WorkloadKey> theirs = (claiming.isEmpty() ? sharers : claiming)
                .stream().map(WorkloadClaim::workload).toList();
        return new To(theirs, replica);
    }

    private Attributed byModel(Origin origin, Optional<String> replica) {
        if (origin.namespace().isEmpty() || origin.model().isEmpty()) {
            return new Unattributed(origin.target().isPresent() ? Reason.UNKNOWN_TARGET : Reason.NO_IDENTITY);
        }
        List<WorkloadClaim> claiming =
                index.claiming(origin.namespace().get(), origin.model().get());
        if (claiming.size() == 1) {
            return new To(List.of(claiming.get(0).workload()), replica);
        } else if (claiming.isEmpty()) {
            return new Unattributed(origin.target().isPresent() ? Reason.UNKNOWN_TARGET : Reason.UNKNOWN_MODEL);
        }
        return new Unattributed(Reason.AMBIGUOUS_MODEL);
    }

    /** The claims are the same object until one changes, so identity is the cheap question to ask for every record. */
    @SuppressWarnings("ReferenceEquality")
    private void refreshIndex() {
        Collection<WorkloadClaim> inForce = claims.inForce();
        if (inForce != indexed) {
            index = new ClaimIndex(inForce);
            indexed = inForce;
        }
    }
}
