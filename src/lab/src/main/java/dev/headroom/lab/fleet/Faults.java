// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.Comparator;
import java.util.List;

/**
 * All that goes wrong in an episode.
 *
 * @param faults in order of time
 * @param seed draws whom they strike
 */
public record Faults(List<ClusterFault> faults, long seed) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(List.of(), 0);

    public Faults {
        faults = faults.stream()
                .sorted(Comparator.comparingDouble(ClusterFault::atSeconds))
                .toList();
    }
}
