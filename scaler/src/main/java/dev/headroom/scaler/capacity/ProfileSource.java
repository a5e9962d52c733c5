// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.DocumentName;
import java.util.Optional;

/** Where serving profiles come from. Implemented at the edge; safe to call from any thread, answers from memory. */
public interface ProfileSource {
    /** The last valid version of a profile. */
    Optional<ServingProfile> findProfile(DocumentName name);

    /** One sentence about the fault of the newest version of a profile; empty without one. */
    Optional<String> faultOf(DocumentName name);

    /** Whether all profiles could be read recently, so that a missing one is really missing. */
    default boolean allRead() {
        return true;
    }
}
