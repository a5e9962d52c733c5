// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/** A rhythm: due once every so many seconds. One thread, and time goes forward only. */
public final class Cadence {
    private final double periodSeconds;
    private double next;

    /**
     * Due first at a moment.
     *
     * @param periodSeconds from one time to the next
     * @param first seconds since the episode's start
     */
    public Cadence(double periodSeconds, double first) {
        if (!(periodSeconds > 0)) {
            throw new IllegalArgumentException("periodSeconds must be above 0, was " + periodSeconds);
        }
        this.periodSeconds = periodSeconds;
        this.next = first;
    }

    /** Whether it is due; then it is not again until the next time. Looked at too late, it misses a beat but keeps its rhythm. */
    public boolean due(double now) {
        if (now < next) {
            return false;
        }
        next += periodSeconds * (1 + Math.floor((now - next) / periodSeconds));
        return true;
    }
}
