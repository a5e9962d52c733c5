// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/** Something that is done at 0 s and then once in every period; missed rounds are not made up for. */
final class Rounds {
    private final double periodSeconds;
    private double nextAt;

    Rounds(double periodSeconds) {
        this.periodSeconds = periodSeconds;
    }

    /** Whether a round is due, which then counts as done. */
    boolean due(double now) {
        if (now < nextAt) {
            return false;
        }
        nextAt = (Math.floor(now / periodSeconds) + 1) * periodSeconds;
        return true;
    }
}
