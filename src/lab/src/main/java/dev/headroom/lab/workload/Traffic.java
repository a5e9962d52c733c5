// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;

/** Where a workload's requests come from: drawn from a shape, or cut from a recording. Safe to share between threads. */
public interface Traffic {
    /** Five minutes: longer than most servers take to start, so that a fleet can be as large as the peak needs. */
    double PEAK_STRETCH_SECONDS = 300;

    /** How long it lasts. */
    double seconds();

    /** Its highest mean rate over {@link #PEAK_STRETCH_SECONDS} at scale 1, in requests per second. */
    double peakPerSecond();

    /**
     * The requests of one seed, from 0 to {@link #seconds()}.
     *
     * @param scale times its own size, above 0
     */
    RequestList draw(double scale, long seed);
}
