// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.telemetry.WorkloadKey;
import java.util.Collection;
import java.util.Optional;

/** Where policies come from. Implemented at the edge; safe to call from any thread, answers from memory. */
public interface SloSource {
    /** Every policy document there is. */
    Collection<PolicyStatus> all();

    /** One policy document. */
    Optional<PolicyStatus> findPolicy(DocumentName name);

    /** The version of a workload's policy that is in force; empty where none is. */
    default Optional<SloPolicy> policyInForce(WorkloadKey workload) {
        return findPolicy(new DocumentName(workload.namespace(), workload.name()))
                .flatMap(PolicyStatus::inForce);
    }

    /** Whether the documents have been read at least once. */
    boolean loaded();

    /** Whether all of them could be read recently, so that a missing one is really missing. */
    default boolean complete() {
        return loaded();
    }

    /** Where they are written, for people who look for one. */
    default PolicyPlace place() {
        return PolicyPlace.CONFIG_MAPS;
    }
}
