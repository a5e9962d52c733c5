// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The largest of the values of a time that moves on. One thread at a time. */
public final class RollingMaximum {
    /** Values that fall, each later than the one before; the first is the largest. */
    private final Deque<Peak> falling = new ArrayDeque<>();

    /** Nothing was seen yet. */
    public RollingMaximum() {}

    /** Continues from known values, in the order of time. */
    public RollingMaximum(List<Peak> known) {
        known.forEach(peak -> add(peak.at(), peak.value()));
    }

    /**
     * A value and when it was seen.
     *
     * @param at the instant
     * @param value finite
     */
    public record Peak(Instant at, double value) {
        public Peak {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("a peak must be finite, was " + value);
            }
        }
    }

    /** Takes in a value; {@code at} must not go back. */
    public void add(Instant at, double value) {
        while (!falling.isEmpty() && falling.getLast().value() <= value) {
            falling.removeLast();
        }
        falling.addLast(new Peak(at, value));
    }

    /** The largest within a span that ends at {@code now}; empty where nothing was seen in it. Older values are dropped. */
    public Optional<Peak> within(Duration span, Instant now) {
        Instant from = now.minus(span);
        while (!falling.isEmpty() && falling.getFirst().at().isBefore(from)) {
            falling.removeFirst();
        }
        return Optional.ofNullable(falling.peekFirst());
    }

    /** The values that may still be a maximum, in the order of time; of each ten seconds at most one. */
    public List<Peak> peaks() {
        Deque<Peak> kept = new ArrayDeque<>();
        for (Peak peak : falling) {
            boolean together = !kept.isEmpty()
                    && Duration.between(kept.getLast().at(), peak.at()).compareTo(Duration.ofSeconds(10)) < 0;
            if (!together) {
                kept.addLast(peak);
            }
        }
        return List.copyOf(kept);
    }
}
