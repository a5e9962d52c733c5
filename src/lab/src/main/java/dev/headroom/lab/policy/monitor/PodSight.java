// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;

/** One pod's series. */
public interface PodSight {
    /** What the last scrape brought. */
    EngineReading newest();

    /** {@code max_over_time}. */
    double maxOver(Gauge gauge, double windowSeconds);
}
