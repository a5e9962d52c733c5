// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import java.util.Comparator;

/**
 * Who wrote a record, and in which of the reigns that the log has seen. The higher epoch is the newer reign; two owners that took
 * the same one at once are told apart by name, in the same way by every reader.
 *
 * @param owner name of the replica, different after each of its starts; not blank
 * @param epoch at least 1
 */
public record Stamp(String owner, long epoch) implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::epoch).thenComparing(Stamp::owner);

    public Stamp {
        if (owner.isBlank() || epoch < 1) {
            throw new IllegalArgumentException(
                    "a stamp needs an owner and an epoch of at least 1, had '" + owner + "' and " + epoch);
        }
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
