// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RequestListTest {
    @Test
    void isAListOfItsArrivals() {
        List<Arrival> arrivals = List.of(new Arrival(1, 10, 2), new Arrival(3, 20, 4));

        RequestList list = RequestList.of(arrivals.iterator());

        assertThat(list).isEqualTo(arrivals);
        assertThat(list.spanSeconds()).isEqualTo(3);
        assertThat(list.meanInputTokens()).isEqualTo(15);
        assertThat(list.meanOutputTokens()).isEqualTo(3);
        assertThatThrownBy(() -> list.add(new Arrival(4, 1, 1))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aWindowIncludesItsBeginningAndNotItsEndAndCountsFromItsBeginning() {
        RequestList list = atEachOf(0, 10, 10, 20, 30);

        RequestList window = list.window(10, 30);

        assertThat(window).extracting(Arrival::atSeconds).containsExactly(0.0, 0.0, 10.0);
        assertThat(window.spanSeconds()).isEqualTo(20);
        assertThat(list.window(31, 40)).isEmpty();
        assertThatThrownBy(() -> list.window(5, 5))
                .hasMessage("a window must begin at 0 s or later and before its end, was 5.0 s to 5.0 s");
    }

    @Test
    void knowsItsMeanAndItsBusiestStretch() {
        RequestList list = RequestList.of(atEachOf(0, 50, 51, 52, 53, 90).iterator(), 100);

        assertThat(list.meanPerSecond()).isEqualTo(0.06);
        assertThat(list.peakPerSecond(10)).isEqualTo(0.4);
        // The instant that ends a stretch is not in it.
        assertThat(list.peakPerSecond(3)).isEqualTo(1);
        assertThat(list.peakPerSecond(1000)).isEqualTo(0.06);
        assertThat(RequestList.EMPTY.peakPerSecond(10)).isZero();
        assertThat(RequestList.EMPTY.meanPerSecond()).isZero();
    }

    @Test
    void countsFromTheFirstWhenAsked() {
        RequestList list =
                RequestList.of(atEachOf(1e9, 1e9 + 2).iterator(), 1e9 + 5).fromFirst();

        assertThat(list).extracting(Arrival::atSeconds).containsExactly(0.0, 2.0);
        assertThat(list.spanSeconds()).isEqualTo(5);
        assertThat(RequestList.EMPTY.fromFirst()).isEmpty();
    }

    @Test
    void clippingCutsLengthsAlone() {
        RequestList list = RequestList.of(
                List.of(new Arrival(1, 10, 2), new Arrival(2, 1000, 400)).iterator());

        assertThat(list.clipped(100, 300)).containsExactly(new Arrival(1, 10, 2), new Arrival(2, 100, 300));
        assertThat(list.longerThan(100, 300)).isEqualTo(1);
        assertThat(list.longerThan(5, 1)).isEqualTo(2);
    }

    @Test
    void theSizeItHasIsTheSizeItGets() {
        RequestList list = poisson(5, 100, 1);

        assertThat(list.scaled(1, new SplittableRandom(2))).isEqualTo(list);
    }

    @Property(tries = 30)
    void scalingKeepsOrderSpanLengthsAndTheRateAsked(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 12) double factor) {
        RequestList list = poisson(8, 400, seed);

        RequestList scaled = list.scaled(factor, new SplittableRandom(seed + 1));

        assertThat(scaled).isSortedAccordingTo((one, other) -> Double.compare(one.atSeconds(), other.atSeconds()));
        assertThat(scaled.spanSeconds()).isEqualTo(list.spanSeconds());
        assertThat(scaled).allMatch(arrival -> arrival.atSeconds() <= list.spanSeconds());
        // About 3,200 requests: drawn fractions have a deviation of at most half of √3,200.
        assertThat((double) scaled.size())
                .isCloseTo(list.size() * factor, within(5 * 0.5 * Math.sqrt(list.size()) + 1));
        assertThat(scaled.meanInputTokens()).isCloseTo(list.meanInputTokens(), within(0.25 * list.meanInputTokens()));
    }

    @Property(tries = 30)
    void scalingUpKeepsTheShapeOverHalfMinutes(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 20) double factor) {
        // Four minutes on, four minutes off: what shifted copies would wash out.
        RateShape onOff = RateShapes.onOff(10, 240, 240, 0);
        RequestList list =
                RequestList.of(new DrawnArrivals(onOff, LengthShapes.CHAT, 1, 960, new SplittableRandom(seed)), 960);

        RequestList scaled = list.scaled(factor, new SplittableRandom(~seed));

        // Moves are at most 15 s, and mirrored at neither edge of the silence.
        assertThat(scaled.window(255, 465)).isEmpty();
        assertThat(scaled.window(735, 960)).isEmpty();
        for (double at = 30; at < 210; at += 30) {
            double expected = factor * list.window(at - 15, at + 45).size();
            assertThat((double) scaled.window(at - 15, at + 45).size()).isCloseTo(expected, within(0.15 * expected));
        }
    }

    @Test
    void scalingUpKeepsABurstWithinItsSecond() {
        RequestList.Builder burst = new RequestList.Builder();
        IntStream.range(0, 100).forEach(index -> burst.add(100 + index / 100.0, 10, 10));
        poisson(0.5, 200, 3).forEach(burst::add);
        RequestList list = burst.build();

        RequestList scaled = list.scaled(10, new SplittableRandom(4));

        // The outermost third of the burst has neighbours outside of it on one side only, and so moves inside.
        assertThat(scaled.window(99.5, 101.5).size()).isBetween(950, 1050);
    }

    @Test
    void scalingUpSpreadsLonelyRequests() {
        RequestList list = RequestList.of(atEachOf(100, 200, 300).iterator(), 400);

        RequestList scaled = list.scaled(1000, new SplittableRandom(5));

        assertThat(scaled.window(85, 115.001)).hasSize(1000);
        // Evenly over 30 s: no second has more than a few dozen.
        assertThat(scaled.peakPerSecond(1)).isBetween(34.0, 70.0);
    }

    @Test
    void sizesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> atEachOf(1).scaled(0, new SplittableRandom(1)))
                .hasMessage("a scale must be above 0, was 0.0");
    }

    private static RequestList poisson(double perSecond, double seconds, long seed) {
        return RequestList.of(
                new DrawnArrivals(
                        RateShapes.constant(perSecond), LengthShapes.CHAT, 1, seconds, new SplittableRandom(seed)),
                seconds);
    }

    private static RequestList atEachOf(double... moments) {
        RequestList.Builder list = new RequestList.Builder();
        for (double moment : moments) {
            list.add(moment, 10, 10);
        }
        return list.build();
    }
}
