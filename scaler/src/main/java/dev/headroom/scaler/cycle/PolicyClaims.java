// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.attribute.WorkloadClaims;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The claims of the policies in force. Refreshed when documents change, read for every event. */
public final class PolicyClaims implements WorkloadClaims {
    private volatile List<WorkloadClaim> claims = List.of();
    private volatile Set<WorkloadKey> claimants = Set.of();

    /** The workload that a policy steers: same namespace, same name. */
    public static WorkloadKey workloadOf(DocumentName policy) {
        return new WorkloadKey(policy.namespace(), policy.name());
    }

    @Override
    public Collection<WorkloadClaim> inForce() {
        return claims;
    }

    /** Whether a policy in force steers the workload. */
    public boolean claims(WorkloadKey workload) {
        return claimants.contains(workload);
    }

    /** Whether telemetry of the target's pods may belong to a workload: it claims the target, or models in the target's namespace. */
    public boolean mayConcern(ScaleTarget target) {
        return claims.stream()
                .anyMatch(claim -> claim.target()
                        .map(target::equals)
                        .orElse(claim.workload().namespace().equals(target.namespace())));
    }

    /**
     * Takes over the policies' present claims; the collection stays the same object where nothing changed.
     *
     * @param policies asked for only once no other thread refreshes: an older list must never replace a newer one
     */
    public synchronized void refresh(Supplier<? extends Collection<PolicyStatus>> policies) {
        List<WorkloadClaim> newest = policies.get().stream()
                .flatMap(status -> status.inForce().stream())
                .map(policy -> new WorkloadClaim(
                        workloadOf(policy.name()),
                        policy.workload().scaleTarget(),
                        policy.workload().models()))
                .toList();
        if (!newest.equals(claims)) {
            claimants = newest.stream().map(WorkloadClaim::workload).collect(Collectors.toUnmodifiableSet());
            claims = newest;
        }
    }
}
