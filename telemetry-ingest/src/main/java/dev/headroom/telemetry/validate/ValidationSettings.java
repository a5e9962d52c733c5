// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import java.time.Duration;

/**
 * Where validation draws its lines.
 *
 * @param clockTolerance how far durations may contradict each other before they are impossible; smaller contradictions
 *     are clamped
 * @param longestRequest no request lasts longer
 * @param mostTokens no request has more tokens
 * @param oldestEvent how old an event may be and still reach a window
 * @param clockSkew how far a source's clock may be ahead of ours
 * @param rememberedEvents how many accepted events are remembered for finding duplicates; the oldest is forgotten first
 */
public record ValidationSettings(
        Duration clockTolerance,
        Duration longestRequest,
        int mostTokens,
        Duration oldestEvent,
        Duration clockSkew,
        int rememberedEvents) {
    /**
     * 5 ms: the effect of slewing a clock and rounding to milliseconds; a real step of the clock is larger, and rejected. 24 h and 100
     * million tokens: ten times beyond any server's limits. 16 min: the windows reach back 15 min in whole panes of 60 s. 30 s: beyond the
     * error of any synchronised clock. 2^20 events: 10 min at 1,700 events/s, which outlasts the Collector's retries of 300 s up to twice
     * that rate, in 25 MB.
     */
    public static final ValidationSettings DEFAULTS = new ValidationSettings(
            Duration.ofMillis(5),
            Duration.ofHours(24),
            100_000_000,
            Duration.ofMinutes(16),
            Duration.ofSeconds(30),
            1 << 20);

    /** The defaults, but for how many events are remembered. */
    public static ValidationSettings remembering(int events) {
        return new ValidationSettings(
                DEFAULTS.clockTolerance,
                DEFAULTS.longestRequest,
                DEFAULTS.mostTokens,
                DEFAULTS.oldestEvent,
                DEFAULTS.clockSkew,
                events);
    }

    public ValidationSettings {
        requirePositive(clockTolerance, "clockTolerance");
        requirePositive(longestRequest, "longestRequest");
        requirePositive(oldestEvent, "oldestEvent");
        requirePositive(clockSkew, "clockSkew");
        if (mostTokens <= 0) {
            throw new IllegalArgumentException("mostTokens must be positive, was " + mostTokens);
        }
        if (rememberedEvents <= 0 || rememberedEvents > RememberedEvents.MOST) {
            throw new IllegalArgumentException(
                    "rememberedEvents must be 1 to " + RememberedEvents.MOST + ", was " + rememberedEvents);
        }
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
