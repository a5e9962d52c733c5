// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that runs faster than the real one until it meets it, and then is the real one: it starts in the past and never shows
 * the future. At real instant t before the meeting m it shows m − (m − t) · speed.
 *
 * @param real the real clock
 * @param meets when the two meet
 * @param speed seconds that pass per real second; at least 1
 */
record ReplayClock(InstantSource real, Instant meets, double speed) implements InstantSource {
    ReplayClock {
        if (!(speed >= 1) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("headroom.clock.speed must be at least 1, was " + speed);
        }
    }

    @Override
    public Instant instant() {
        Instant now = real.instant();
        if (!now.isBefore(meets)) {
            return now;
        }
        Duration ahead = Duration.between(now, meets);
        return meets.minus(Duration.ofNanos(Math.round(ahead.toNanos() * speed)));
    }
}
