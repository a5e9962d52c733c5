// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.traffic.Arrival;

/**
 * A request as an engine has served it; seconds since its run's start.
 *
 * @param id its number in the run
 * @param arrival when it came, and its lengths
 * @param scheduledSeconds when it left the queue
 * @param firstTokenSeconds when its first token came
 * @param endSeconds when its last token came
 */
record RecordedRequest(int id, Arrival arrival, double scheduledSeconds, double firstTokenSeconds, double endSeconds) {
    double timeToFirstTokenSeconds() {
        return firstTokenSeconds - arrival.atSeconds();
    }

    /** Mean time between tokens; NaN for a single token. */
    double interTokenSeconds() {
        int gaps = arrival.outputTokens() - 1;
        return gaps == 0 ? Double.NaN : (endSeconds - firstTokenSeconds) / gaps;
    }

    double endToEndSeconds() {
        return endSeconds - arrival.atSeconds();
    }
}
