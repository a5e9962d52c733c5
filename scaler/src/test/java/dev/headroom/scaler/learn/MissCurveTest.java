// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.learn.MissCurve.Bin;
import dev.headroom.scaler.learn.MissCurve.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MissCurveTest {
    private static final double THREE_MINUTES = 180;

    /** Of each bin the largest, over all that begin at or below it, of the smallest means that end at or above it. */
    @Property(tries = 200)
    void theFitIsTheIsotonicRegression(@ForAll long seed) {
        MissCurve curve = random(seed);
        List<Bin> bins = curve.bins();

        List<Block> fitted = curve.fit(1);

        for (int at = 0; at < bins.size(); at++) {
            double load = bins.get(at).load();
            Block block = fitted.stream()
                    .filter(one -> one.lowest() < load && load < one.highest())
                    .findFirst()
                    .orElseThrow();
            assertThat(block.share()).as("seed %d, bin %d", seed, at).isCloseTo(slowFit(bins, at), within(1e-9));
        }
    }

    @Property(tries = 200)
    void sharesRiseWithLoad(@ForAll long seed) {
        List<Block> fitted = random(seed).fit(1);

        for (int at = 1; at < fitted.size(); at++) {
            assertThat(fitted.get(at).share())
                    .as("seed %d", seed)
                    .isGreaterThan(fitted.get(at - 1).share());
            assertThat(fitted.get(at).lowest())
                    .isGreaterThanOrEqualTo(fitted.get(at - 1).highest() * (1 - 1e-9));
        }
    }

    @Property(tries = 100)
    void whoGoesOnFromItsBinsFitsTheSame(@ForAll long seed) {
        MissCurve first = random(seed);

        MissCurve second = new MissCurve(first.bins());

        assertThat(second.bins()).as("seed %d", seed).isEqualTo(first.bins());
        assertThat(second.fit(1)).isEqualTo(first.fit(1));
    }

    @Test
    void aLoadCountsOnceItWasLivedForLongEnough() {
        MissCurve curve = new MissCurve();
        curve.add(1000, 0.5, 0.8, THREE_MINUTES - 1);
        assertThat(curve.fit(THREE_MINUTES)).isEmpty();

        curve.add(1000, 0.5, 0.8, 1);

        assertThat(curve.fit(THREE_MINUTES)).singleElement().satisfies(block -> {
            assertThat(block.share()).isCloseTo(0.5, within(1e-9));
            assertThat(block.lowest()).isLessThanOrEqualTo(1000);
            assertThat(block.highest()).isGreaterThan(1000).isCloseTo(block.lowest() * 1.05, within(1e-6));
            assertThat(block.top()).isEqualTo(block.lowest());
            assertThat(block.closeness()).isCloseTo(0.8, within(1e-9));
        });
    }

    @Test
    void missesAtALowLoadThatAHigherOneDoesNotHaveAreTheirMean() {
        MissCurve curve = new MissCurve();
        curve.add(1000, 2, 1.1, THREE_MINUTES);
        curve.add(2000, 0, 0.6, THREE_MINUTES);

        // Two at 1,000 and none at 2,000: rising with load, one at both.
        assertThat(curve.fit(THREE_MINUTES)).singleElement().satisfies(block -> {
            assertThat(block.share()).isCloseTo(1, within(1e-9));
            assertThat(block.lowest()).isLessThanOrEqualTo(1000);
            assertThat(block.top()).isBetween(1900.0, 2000.0);
            assertThat(block.closeness()).as("at the highest").isCloseTo(0.6, within(1e-9));
        });
    }

    @Test
    void whatWasLivedFadesAndItsShareStays() {
        MissCurve curve = new MissCurve();
        curve.add(1000, 0.5, 0.8, 1000);

        curve.fade(MissCurve.FADING_SECONDS);

        Bin bin = curve.bins().get(0);
        assertThat(bin.seconds()).isCloseTo(1000 / Math.E, within(1e-6));
        assertThat(bin.missed() / bin.seconds()).isCloseTo(0.5, within(1e-9));
        assertThat(bin.closeness() / bin.seconds()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void noLoadHoweverLargeOrSmallIsOutside() {
        MissCurve curve = new MissCurve();
        curve.add(Double.MIN_NORMAL, 1, 1, 10);
        curve.add(Double.MAX_VALUE, 2, 1, 10);

        assertThat(curve.fit(1)).hasSize(2);
    }

    @Test
    void aBinThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Bin(0, 1, 1, 1)).hasMessageContaining("a load above 0");
        assertThatThrownBy(() -> new Bin(1, Double.NaN, 1, 1)).hasMessageContaining("a load above 0");
        assertThatThrownBy(() -> new Bin(1, 1, Double.POSITIVE_INFINITY, 1)).hasMessageContaining("a load above 0");
        assertThatThrownBy(() -> new Bin(1, 1, 1, -1)).hasMessageContaining("a load above 0");
        assertThatThrownBy(() -> new Bin(1, 1, 1, Double.NaN)).hasMessageContaining("a load above 0");
    }

    private static double slowFit(List<Bin> bins, int at) {
        double largest = 0;
        for (int from = 0; from <= at; from++) {
            double smallest = Double.MAX_VALUE;
            for (int to = at; to < bins.size(); to++) {
                List<Bin> part = bins.subList(from, to + 1);
                double missed = part.stream().mapToDouble(Bin::missed).sum();
                double seconds = part.stream().mapToDouble(Bin::seconds).sum();
                smallest = Math.min(smallest, missed / seconds);
            }
            largest = Math.max(largest, smallest);
        }
        return largest;
    }

    private static MissCurve random(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Bin> bins = new ArrayList<>();
        double load = 100;
        for (int i = chance.nextInt(1, 25); i > 0; i--) {
            load *= 1.06 + chance.nextDouble();
            double seconds = 10 + chance.nextInt(1000);
            bins.add(new Bin(load, seconds, seconds * chance.nextDouble(3), seconds * chance.nextDouble()));
        }
        return new MissCurve(bins);
    }
}
