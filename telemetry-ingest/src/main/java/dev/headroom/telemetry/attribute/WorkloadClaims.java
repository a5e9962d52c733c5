// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import java.util.Collection;

/** The claims in force. Implemented where the policies are known; safe to call from any thread. */
public interface WorkloadClaims {
    /** All claims, as an immutable collection that is the same object until a claim changes. */
    Collection<WorkloadClaim> inForce();
}
