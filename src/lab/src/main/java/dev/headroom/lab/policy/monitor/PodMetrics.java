// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;

/** One pod's series. */
public interface PodMetrics {
    /** What the last scrape brought. */
    EngineReading newest();

    /** {@code max_over_time} of what was scraped after a moment. */
    double max(ServerGauge gauge, double after);
}
