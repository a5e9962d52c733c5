// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import java.time.Duration;

/** How long one span is, and for how long spans are kept. */
public enum Resolution {
    /** Two hours, 10 s each: an incident. */
    FINE(Duration.ofSeconds(10), Duration.ofHours(2)),
    /** A day and two hours, 5 min each: the same hour of yesterday can be seen beside today's. */
    COARSE(Duration.ofMinutes(5), Duration.ofHours(26));

    private final Duration span;
    private final Duration kept;

    Resolution(Duration span, Duration kept) {
        this.span = span;
        this.kept = kept;
    }

    /** The length of one span. */
    public Duration span() {
        return span;
    }

    /** How far back it goes. */
    public Duration kept() {
        return kept;
    }

    int spans() {
        return Math.toIntExact(kept.dividedBy(span));
    }
}
