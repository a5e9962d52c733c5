// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.util.Collection;
import java.util.Optional;

/** Where policies come from. Implemented at the edge; safe to call from any thread, answers from memory. */
public interface SloSource {
    /** Every policy document there is. */
    Collection<PolicyStatus> all();

    /** One policy document. */
    Optional<PolicyStatus> findPolicy(DocumentName name);

    /** Whether the documents have been read at least once, so that a missing one is really missing. */
    boolean loaded();
}
