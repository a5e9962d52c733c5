// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;
import java.util.SplittableRandom;

/**
 * A window of recorded requests. At its own size every seed gives the same; at another, seeds choose who stays or is copied.
 *
 * @param window counted from its beginning
 */
record RecordedTraffic(RequestList window) implements Traffic {
    @Override
    public double seconds() {
        return window.spanSeconds();
    }

    @Override
    public double peakPerSecond() {
        return window.peakPerSecond(PEAK_STRETCH_SECONDS);
    }

    @Override
    public RequestList draw(double scale, long seed) {
        return scale == 1 ? window : window.scaled(scale, new SplittableRandom(seed));
    }
}
