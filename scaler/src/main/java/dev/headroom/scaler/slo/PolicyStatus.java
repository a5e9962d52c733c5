// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.util.Optional;

/**
 * A policy document as it stands: the version in force, and the fault of the newest one.
 *
 * @param name its name
 * @param inForce last valid version; empty when there has never been one
 * @param fault one sentence about the newest version; empty when that is the one in force
 * @param unread whether the newest version may be good, and only could not be read
 */
public record PolicyStatus(DocumentName name, Optional<SloPolicy> inForce, Optional<String> fault, boolean unread) {
    /** A status of a policy that was read. */
    public PolicyStatus(DocumentName name, Optional<SloPolicy> inForce, Optional<String> fault) {
        this(name, inForce, fault, false);
    }
}
