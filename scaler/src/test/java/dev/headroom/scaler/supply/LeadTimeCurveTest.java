// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.supply.LeadTimeCurve.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LeadTimeCurveTest {
    @Example
    void isTheTextbooksProductLimitEstimate() {
        // Six of twenty-one leukaemia patients relapse or are censored by 7 weeks (Freireich et al. 1963, treated
        // group):
        // 6, 6, 6, 6+, 7, 9+, 10, 10+, 11+, 13, 16, 17+, 19+, 20+, 22, 23, 25+, 32+, 32+, 34+, 35+.
        List<Observation> weeks = new ArrayList<>();
        for (double week : new double[] {6, 6, 6, 7, 10, 13, 16, 22, 23}) {
            weeks.add(new Observation(week, 1, true));
        }
        for (double week : new double[] {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
            weeks.add(new Observation(week, 1, false));
        }

        LeadTimeCurve curve = LeadTimeCurve.through(weeks);

        assertThat(1 - curve.doneAfter(6)).isCloseTo(0.857, within(0.001));
        assertThat(1 - curve.doneAfter(7)).isCloseTo(0.807, within(0.001));
        assertThat(1 - curve.doneAfter(10)).isCloseTo(0.753, within(0.001));
        assertThat(1 - curve.doneAfter(13)).isCloseTo(0.690, within(0.001));
        assertThat(1 - curve.doneAfter(16)).isCloseTo(0.627, within(0.001));
        assertThat(1 - curve.doneAfter(22)).isCloseTo(0.538, within(0.001));
        assertThat(1 - curve.doneAfter(23)).isCloseTo(0.448, within(0.001));
        assertThat(curve.at(0.5)).isEqualTo(23);
    }

    @Property
    void withoutAnythingUnderWayItIsTheSortedQuantile(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 900) Integer> lasted,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        LeadTimeCurve curve = LeadTimeCurve.through(
                lasted.stream().map(one -> new Observation(one, 1, true)).toList());

        int rank = (int) Math.ceil(share * lasted.size() - 1e-6);
        assertThat(curve.at(share))
                .isEqualTo((double) lasted.stream().sorted().toList().get(Math.max(rank, 1) - 1));
    }

    @Property
    void whatIsUnderWayLowersNoQuantile(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 900) Integer> lasted,
            @ForAll @IntRange(min = 1, max = 1800) int age,
            @ForAll @DoubleRange(min = 0.05, max = 0.99) double share) {
        List<Observation> observed = new ArrayList<>();
        lasted.forEach(one -> observed.add(new Observation(one, 1, true)));
        double before = LeadTimeCurve.through(observed).at(share);

        observed.add(new Observation(age, 1, false));

        double after = LeadTimeCurve.through(observed).at(share);
        assertThat(after).isGreaterThanOrEqualTo(before);
        assertThat(through(lasted).withUnderWay(List.of((double) age)).at(share))
                .as("added one by one")
                .isEqualTo(after);
    }

    @Property
    void whatIsLeftIsTheQuantileOfThoseThatLastedLonger(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 900) Integer> lasted,
            @ForAll @IntRange(min = 1, max = 1000) int age) {
        LeadTimeCurve curve = LeadTimeCurve.through(
                lasted.stream().map(one -> new Observation(one, 1, true)).toList());
        List<Integer> longer = lasted.stream().filter(one -> one > age).sorted().toList();

        double left = curve.leftAfter(age, 0.8);

        int rank = (int) Math.ceil(0.8 * longer.size() - 1e-6);
        assertThat(left).isEqualTo(longer.isEmpty() ? age : longer.get(Math.max(rank, 1) - 1) - age);
    }

    @Property
    void aMixtureIsTheCurveThroughBoth(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 900) Integer> some,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 900) Integer> others,
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double share,
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double otherShare) {
        List<Observation> both = new ArrayList<>();
        some.forEach(one -> both.add(new Observation(one, (1 - otherShare) / some.size(), true)));
        others.forEach(one -> both.add(new Observation(one, otherShare / others.size(), true)));

        double mixed = through(some).mixedAt(share, through(others), otherShare);

        double whole = LeadTimeCurve.through(both).at(share);
        assertThat(mixed).isBetween(LeadTimeCurve.through(both).at(share - 1e-6), whole);
    }

    /** The oracle: seconds of a log-normal start, of which 3 in 10 are cut off at random. */
    @Property(tries = 20)
    void findsTheQuantilesOfCutOffStarts(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random chance = new Random(seed);
        List<Observation> observed = new ArrayList<>();
        for (int start = 0; start < 4000; start++) {
            double lasts = 105 * Math.exp(0.3 * chance.nextGaussian());
            double cut = chance.nextDouble() < 0.3 ? 200 * chance.nextDouble() : Double.POSITIVE_INFINITY;
            observed.add(new Observation(Math.min(lasts, cut), 1, lasts <= cut));
        }

        LeadTimeCurve curve = LeadTimeCurve.through(observed);

        assertThat(curve.at(0.5)).isCloseTo(105, within(3.0));
        assertThat(curve.at(0.8)).isCloseTo(105 * Math.exp(0.3 * 0.8416), within(5.0));
        assertThat(curve.at(0.99)).isCloseTo(105 * Math.exp(0.3 * 2.326), within(20.0));
    }

    private static LeadTimeCurve through(List<Integer> lasted) {
        return LeadTimeCurve.through(
                lasted.stream().map(one -> new Observation(one, 1, true)).toList());
    }
}
