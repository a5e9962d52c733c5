// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

/**
 * Rates of one replica, in requests per second; each above 0.
 *
 * @param booked it is booked with at most this; at most {@code kept}
 * @param kept it keeps the promise up to this; at most {@code most}
 * @param most it serves at most this
 */
public record ReplicaRates(double booked, double kept, double most) {
    public ReplicaRates {
        if (!(booked > 0) || !(kept >= booked) || !(most >= kept) || Double.isInfinite(most)) {
            throw new IllegalArgumentException(
                    "rates of a replica are above 0, finite and ascend, were " + booked + ", " + kept + " and " + most);
        }
    }

    /** The rates of a replica that is faster or slower by a factor. */
    ReplicaRates times(double factor) {
        return new ReplicaRates(booked * factor, kept * factor, most * factor);
    }
}
