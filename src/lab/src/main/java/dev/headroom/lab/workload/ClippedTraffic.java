// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;

/** Another traffic's requests with lengths that a server takes. */
record ClippedTraffic(Traffic traffic, int longestInput, int longestOutput) implements Traffic {
    @Override
    public double seconds() {
        return traffic.seconds();
    }

    @Override
    public double peakPerSecond() {
        return traffic.peakPerSecond();
    }

    @Override
    public RequestList draw(double scale, long seed) {
        return traffic.draw(scale, seed).clipped(longestInput, longestOutput);
    }
}
