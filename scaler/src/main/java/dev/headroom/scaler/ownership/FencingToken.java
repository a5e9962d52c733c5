// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import java.util.Comparator;

/**
 * The writer of a record, and its leadership term in the log. The higher epoch is the newer leadership term. Two owners that took the same
 * epoch at once are distinguished by name, in the same way by every reader.
 *
 * @param owner name of the replica, different after each of its starts; not blank
 * @param epoch at least 1
 */
public record FencingToken(String owner, long epoch) implements Comparable<FencingToken> {
    private static final Comparator<FencingToken> ORDER =
            Comparator.comparingLong(FencingToken::epoch).thenComparing(FencingToken::owner);

    public FencingToken {
        if (owner.isBlank() || epoch < 1) {
            throw new IllegalArgumentException(
                    "a stamp needs an owner and an epoch of at least 1, had '" + owner + "' and " + epoch);
        }
    }

    @Override
    public int compareTo(FencingToken other) {
        return ORDER.compare(this, other);
    }
}
