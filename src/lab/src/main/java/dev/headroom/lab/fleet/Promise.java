// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;

/**
 * What each single request should get.
 *
 * @param timeToFirstTokenSeconds at most
 * @param interTokenSeconds at most, in the mean over the request
 * @param endToEndSeconds at most
 */
public record Promise(double timeToFirstTokenSeconds, double interTokenSeconds, double endToEndSeconds) {
    /** Whether a finished request got it. A single token has no time between tokens and cannot break that part. */
    public boolean keptBy(ServedRequest request) {
        return request.timeToFirstTokenSeconds() <= timeToFirstTokenSeconds
                && !(request.interTokenSeconds() > interTokenSeconds)
                && request.endToEndSeconds() <= endToEndSeconds;
    }

    /** Whether a request that still runs has broken it already. */
    public boolean brokenBy(ServedRequest unfinished, double now) {
        double age = now - unfinished.arrival().atSeconds();
        boolean firstTokenMissing = Double.isNaN(unfinished.firstTokenAt());
        double toFirstToken = firstTokenMissing ? age : unfinished.timeToFirstTokenSeconds();
        return age > endToEndSeconds || toFirstToken > timeToFirstTokenSeconds;
    }
}
