// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

/** The share of a sketch's values that is at most a given one, for frequent use. Immutable. */
public final class CumulativeShare {
    private final long zeros;
    private final int first;
    private final long[] upTo;
    private final long count;

    CumulativeShare(long zeros, int first, long[] upTo) {
        this.zeros = zeros;
        this.first = first;
        this.upTo = upTo;
        this.count = zeros + (upTo.length == 0 ? 0 : upTo[upTo.length - 1]);
    }

    /** The share of the values that are at most {@code value}, which is taken as wide as the accuracy; 0 to 1, 0 without values. */
    public double atMost(double value) {
        if (count == 0 || value < 0) {
            return 0;
        }
        long below = zeros;
        if (QuantileSketch.isMapped(value) && upTo.length > 0) {
            int place = QuantileSketch.indexOf(value) - first;
            below += place < 0 ? 0 : upTo[Math.min(place, upTo.length - 1)];
        }
        return (double) below / (double) count;
    }
}
