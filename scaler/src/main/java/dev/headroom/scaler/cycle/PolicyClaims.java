// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.attribute.WorkloadClaims;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What the policies in force claim. A policy's workload bears the policy's own name. Safe from any thread. */
public final class PolicyClaims implements WorkloadClaims {
    private final SloSource policies;
    private final AtomicReference<List<WorkloadClaim>> last = new AtomicReference<>(List.of());

    /** Claims for the policies in force. */
    public PolicyClaims(SloSource policies) {
        this.policies = policies;
    }

    /** The workload that a policy steers: same namespace, same name. */
    public static WorkloadKey workloadOf(DocumentName policy) {
        return new WorkloadKey(policy.namespace(), policy.name());
    }

    /** {@inheritDoc} Costs a look at every policy: ask once a batch, not once a record. */
    @Override
    public Collection<WorkloadClaim> inForce() {
        List<WorkloadClaim> claims = policies.all().stream()
                .flatMap(status -> status.inForce().stream())
                .map(PolicyClaims::claimOf)
                .sorted(Comparator.comparing(WorkloadClaim::workload))
                .toList();
        return last.updateAndGet(before -> before.equals(claims) ? before : claims);
    }

    private static WorkloadClaim claimOf(SloPolicy policy) {
        return new WorkloadClaim(
                workloadOf(policy.name()),
                policy.workload().scaleTarget(),
                policy.workload().models());
    }
}
