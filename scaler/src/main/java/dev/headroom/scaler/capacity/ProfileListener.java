// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.telemetry.WorkloadKey;
import java.util.List;
import java.util.Optional;

/** Notified in each turn whether a workload's profile exists, and of its differences from the servers. Must not wait. */
@FunctionalInterface
public interface ProfileListener {
    /** Ignores every report. */
    ProfileListener NOBODY = (workload, differences) -> {};

    /**
     * A profile was compared with the running servers.
     *
     * @param differences all differences; empty where the profile is right or absent, or where servers state nothing
     */
    void compared(WorkloadKey workload, List<ProfileDifference> differences);

    /**
     * A profile was looked for.
     *
     * @param sentence the fault where the policy names a profile that does not exist; empty where it exists, and where the policy names
     *     none
     */
    default void lookedFor(WorkloadKey workload, Optional<String> sentence) {}
}
