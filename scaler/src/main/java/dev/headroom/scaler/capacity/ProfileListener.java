// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.telemetry.WorkloadKey;
import java.util.List;

/** Is told in each turn in what a workload's profile differs from its servers. Must not wait. */
@FunctionalInterface
public interface ProfileListener {
    /** Where nobody listens. */
    ProfileListener NOBODY = (workload, differences) -> {};

    /**
     * A profile was compared with what runs.
     *
     * @param differences all there are; none where the profile is right, where there is none, or where servers state nothing
     */
    void compared(WorkloadKey workload, List<ProfileDifference> differences);
}
