// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.learn.RollingMaximum.Peak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RollingMaximumTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SPAN = Duration.ofMinutes(15);

    /** A list that forgets nothing is slow and obviously right. */
    @Property(tries = 200)
    void isTheLargestOfAllThatWasSeenWithinTheSpan(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        RollingMaximum rolling = new RollingMaximum();
        List<Peak> all = new ArrayList<>();
        Instant now = NOON;
        for (int step = 0; step < 300; step++) {
            now = now.plusSeconds(chance.nextInt(60));
            double value = chance.nextInt(20);
            rolling.add(now, value);
            all.add(new Peak(now, value));

            Instant from = now.minus(SPAN);
            Optional<Peak> largest = all.stream()
                    .filter(peak -> !peak.at().isBefore(from))
                    .max(Comparator.comparingDouble(Peak::value).thenComparing(Peak::at));
            assertThat(rolling.within(SPAN, now)).as("seed %d", seed).isEqualTo(largest);
        }
    }

    @Property(tries = 200)
    void whoGoesOnFromItsPeaksFindsTheSameLargest(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        RollingMaximum first = new RollingMaximum();
        Instant now = NOON;
        for (int step = 0; step < 100; step++) {
            now = now.plusSeconds(10);
            first.add(now, chance.nextDouble());
        }

        RollingMaximum second = new RollingMaximum(first.peaks());

        assertThat(second.peaks()).isEqualTo(first.peaks());
        assertThat(second.within(SPAN, now)).as("seed %d", seed).isEqualTo(first.within(SPAN, now));
    }

    @Test
    void keepsNoMoreThanOnePeakInTenSeconds() {
        RollingMaximum falling = new RollingMaximum();
        for (int step = 0; step < 60; step++) {
            falling.add(NOON.plusSeconds(step), 100 - step);
        }

        assertThat(falling.peaks()).hasSize(6);
        assertThat(falling.peaks().get(0)).isEqualTo(new Peak(NOON, 100));
    }

    @Test
    void isUnknownWhereNothingWasSeen() {
        RollingMaximum rolling = new RollingMaximum();
        assertThat(rolling.within(SPAN, NOON)).isEmpty();

        rolling.add(NOON, 3);

        assertThat(rolling.within(SPAN, NOON.plus(SPAN))).contains(new Peak(NOON, 3));
        assertThat(rolling.within(SPAN, NOON.plus(SPAN).plusSeconds(1))).isEmpty();
    }

    @Test
    void aPeakThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new Peak(NOON, Double.NaN)).hasMessage("a peak must be finite, was NaN");
    }
}
