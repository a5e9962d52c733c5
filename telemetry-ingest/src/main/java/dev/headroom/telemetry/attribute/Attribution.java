// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Attributed.To;
import dev.headroom.telemetry.attribute.Attributed.Unattributed;
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
    private Collection<WorkloadClaim> indexed = List.of();
    private ClaimIndex index = new ClaimIndex(indexed);

    public Attribution(WorkloadClaims claims) {
        this.claims = claims;
    }

    /** Finds the workload that {@code origin} belongs to by the claims now in force. */
    public Attributed attribute(Origin origin) {
        refreshIndex();
        List<WorkloadClaim> byTarget = origin.target().map(index::claiming).orElse(List.of());
        if (byTarget.size() == 1) {
            return new To(byTarget.get(0).workload());
        }
        return byTarget.isEmpty() ? byModel(origin) : amongSharers(byTarget, origin.model());
    }

    /** Those whose models tell; else all of them, for each is about everything that the target serves. */
    private static Attributed amongSharers(List<WorkloadClaim> sharers, Optional<String> model) {
        List<WorkloadClaim> claiming = sharers.stream()
                .filter(claim -> model.filter(claim.models()::contains).isPresent())
                .toList();
        return new To((claiming.isEmpty() ? sharers : claiming)
                .stream().map(WorkloadClaim::workload).toList());
    }

    private Attributed byModel(Origin origin) {
        if (origin.namespace().isEmpty() || origin.model().isEmpty()) {
            return new Unattributed(origin.target().isPresent() ? Reason.UNKNOWN_TARGET : Reason.NO_IDENTITY);
        }
        List<WorkloadClaim> claiming =
                index.claiming(origin.namespace().get(), origin.model().get());
        if (claiming.size() == 1) {
            return new To(claiming.get(0).workload());
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
