// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class DrawnArrivalsTest {
    @Test
    void aClockTicksAtItsRate() {
        RequestList list = drawn(RateShapes.constant(4), 0, 2, 1);

        assertThat(list).extracting(Arrival::atSeconds).containsExactly(0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75);
    }

    @Test
    void nothingComesWhileTheRateIsZero() {
        RequestList list = drawn(RateShapes.onOff(50, 10, 20, 5), 1, 60, 2);

        assertThat(list)
                .isNotEmpty()
                .allMatch(arrival -> arrival.atSeconds() >= 5 && (arrival.atSeconds() - 5) % 30 < 10);
        assertThat(drawn(RateShapes.constant(0), 1, 1000, 2)).isEmpty();
    }

    @Property(tries = 40)
    void asManyComeAsTheRateSays(@ForAll long seed, @ForAll @DoubleRange(min = 1, max = 16) double squaredVariation) {
        RateShape rate = RateShapes.sine(2, 18, 100);

        RequestList list = drawn(rate, squaredVariation, 400, seed);

        double expected = 400 * rate.peakPerSecond(400, 400);
        assertThat(expected).isCloseTo(4000, within(1.0));
        // The count of a renewal process has a variance of CV² times its mean.
        assertThat((double) list.size()).isCloseTo(expected, within(5 * Math.sqrt(squaredVariation * expected)));
        assertThat(list).isSortedAccordingTo((one, other) -> Double.compare(one.atSeconds(), other.atSeconds()));
        assertThat(list.spanSeconds()).isEqualTo(400);
    }

    @Property(tries = 20)
    void gapsVaryAsAsked(@ForAll long seed, @ForAll @DoubleRange(min = 0.2, max = 8) double squaredVariation) {
        RequestList list = drawn(RateShapes.constant(10), squaredVariation, 3000, seed);

        SummaryStatistics gaps = new SummaryStatistics();
        for (int index = 1; index < list.size(); index++) {
            gaps.addValue(list.atSeconds(index) - list.atSeconds(index - 1));
        }
        double found = gaps.getVariance() / (gaps.getMean() * gaps.getMean());
        assertThat(gaps.getMean()).isCloseTo(0.1, within(0.1 * 6 * Math.sqrt(squaredVariation / 30_000)));
        assertThat(found).isCloseTo(squaredVariation, within(0.2 * squaredVariation));
    }

    @Test
    void lengthsComeInTheSameOrderAtAnyRate() {
        List<Integer> slow = drawn(RateShapes.constant(1), 1, 100, 7).stream()
                .map(Arrival::inputTokens)
                .toList();
        List<Integer> fast = drawn(RateShapes.constant(5), 1, 100, 7).stream()
                .map(Arrival::inputTokens)
                .toList();

        assertThat(fast).hasSizeGreaterThan(300).startsWith(slow.toArray(new Integer[0]));
    }

    @Test
    void theSameSeedGivesTheSame() {
        assertThat(drawn(RateShapes.constant(5), 4, 100, 9))
                .isEqualTo(drawn(RateShapes.constant(5), 4, 100, 9))
                .isNotEqualTo(drawn(RateShapes.constant(5), 4, 100, 10));
    }

    @Test
    void endsAndVariationsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> drawn(RateShapes.constant(1), 1, 0, 1))
                .hasMessage("arrivals must end after 0 s, was 0.0");
        assertThatThrownBy(() -> drawn(RateShapes.constant(1), -1, 1, 1))
                .hasMessage("the squared variation of gaps must be 0 or more, was -1.0");
    }

    private static RequestList drawn(RateShape rate, double squaredVariation, double seconds, long seed) {
        return RequestList.of(
                new DrawnArrivals(rate, LengthShapes.CHAT, squaredVariation, seconds, new SplittableRandom(seed)),
                seconds);
    }
}
