// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import java.util.Optional;

/**
 * Rejects records that an owner writes after another has taken over. A record counts only if its stamp is at least the highest before it in
 * the log. It asks no clock, so all readers of the same log decide alike. One thread admits, any may ask for the newest.
 */
public final class Fence {
    private volatile Optional<FencingToken> newest = Optional.empty();

    /** Whether a record with this stamp counts. */
    public boolean admits(FencingToken stamp) {
        if (newest.isPresent() && stamp.compareTo(newest.get()) < 0) {
            return false;
        }
        newest = Optional.of(stamp);
        return true;
    }

    /** The highest stamp so far; empty before the first. */
    public Optional<FencingToken> newest() {
        return newest;
    }
}
