// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;

/**
 * What each single request should get; infinite where nothing is promised.
 *
 * @param timeToFirstTokenSeconds at most
 * @param interTokenSeconds at most, in the mean over the request
 * @param endToEndSeconds at most
 */
public record Promise(double timeToFirstTokenSeconds, double interTokenSeconds, double endToEndSeconds) {
    public Promise {
        requireLimit(timeToFirstTokenSeconds, "timeToFirstTokenSeconds");
        requireLimit(interTokenSeconds, "interTokenSeconds");
        requireLimit(endToEndSeconds, "endToEndSeconds");
    }

    /** Whether a finished request got it. A single token has no time between tokens and cannot break that part. */
    public boolean keptBy(ServedRequest request) {
        return Signal.TTFT.keptBy(request, this)
                && Signal.ITL.keptBy(request, this)
                && Signal.E2E.keptBy(request, this);
    }

    /** Whether a request that still runs has broken it already. */
    public boolean brokenBy(ServedRequest unfinished, double now) {
        return Signal.TTFT.brokenBy(unfinished, now, this)
                || Signal.ITL.brokenBy(unfinished, now, this)
                || Signal.E2E.brokenBy(unfinished, now, this);
    }

    private static void requireLimit(double seconds, String name) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, was " + seconds);
        }
    }
}
