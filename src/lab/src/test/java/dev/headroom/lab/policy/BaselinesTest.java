// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
    private static final int SECONDS = 500;
    /** Long enough for a minute's windows and a new pod on either side of a change. */
    private static final int LONG_SECONDS = 1_200;

    static Stream<PolicyVariant> everyVariant() {
        return Baselines.families().stream()
                .flatMap(family -> Stream.concat(family.variants().stream(), family.tuningGrid().stream()));
    }

    static Stream<PolicyVariant> catalogue() {
        return Baselines.catalogue().stream();
    }

    @Test
    void coversTheProtocolFromB0ToB15() {
        assertThat(Baselines.families())
                .extracting(family -> family.policy().replaceAll("-.*", ""))
                .contains(
                        "B0", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B13", "B14",
                        "B15");
    }

    @Test
    void tellsEveryVariantFromEveryOther() {
        assertThat(everyVariant().map(variant -> variant.policy() + " " + variant.variant()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shipsEveryFamilyWithAGridAndAKnobAtOne() {
        assertThat(Baselines.families()).allSatisfy(family -> {
            assertThat(family.shipped().variant()).isEqualTo("shipped");
            assertThat(family.shipped().knob()).isEqualTo(1);
            assertThat(family.tuningGrid()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(family.withKnob(1.5).knob()).isEqualTo(1.5);
        });
    }

    @Test
    void saysWhichIdsThereAreWhenAskedForAnother() {
        assertThat(Baselines.family("B7").name()).isEqualTo("WVA inferno");
        assertThatThrownBy(() -> Baselines.family("B16"))
                .hasMessageStartingWith("no baseline has the id 'B16'; there are B0-peak, B0-mean, B1,");
    }

    @Test
    void refusesAKnobWhereAPolicyHasNone() {
        PolicyVariant bare = new PolicyVariant("x", "bare", "shipped", 1, setUp -> new StaticReplicas(1));

        assertThatThrownBy(() -> bare.withKnob(2)).hasMessage("policy x has no knob");
        assertThatThrownBy(() -> Baselines.family("B1").withKnob(0))
                .hasMessage("knob must be above 0 and finite, was 0.0");
    }

    @ParameterizedTest
    @MethodSource("everyVariant")
    void staysWithinItsBounds(PolicyVariant variant) {
        Rehearsal rehearsal = rehearsed(variant);

        assertThat(rehearsal.asked())
                .isNotEmpty()
                .allSatisfy(replicas -> assertThat(replicas).isBetween(Rehearsal.MIN, Rehearsal.MAX));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void decidesTheSameForTheSameSeed(PolicyVariant variant) {
        Rehearsal first = rehearsed(variant);
        Rehearsal second = rehearsed(variant);

        assertThat(second.asked()).isEqualTo(first.asked());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void buysNoFewerReplicasWithTheKnobAtDoubleThanAtHalf(PolicyVariant variant) {
        Rehearsal lean = rehearsed(variant.withKnob(0.5));
        Rehearsal generous = rehearsed(variant.withKnob(2));

        // In closed loop a starved fleet may ask for more later on than a generous one ever does: the first decision
        // that differs tells.
        if (!lean.asked().equals(generous.asked())) {
            assertThat(firstDifference(generous.asked(), lean.asked())).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void explainsItself(PolicyVariant variant) {
        ScalingPolicy policy = variant.maker().make(Rehearsal.setUp(1));

        new Rehearsal(400, BaselinesTest::burst).run(policy, 1);

        assertThat(policy.because()).isNotBlank();
    }

    @Test
    void growsWithTheLoadWhereItLooksAtConcurrency() {
        for (String policy : List.of("B2", "B7", "B8-sla1", "B10", "B11", "B12-chiron")) {
            ScalingPolicy shipped = Baselines.family(policy).shipped().maker().make(Rehearsal.setUp(5));

            Rehearsal rehearsal = new Rehearsal(LONG_SECONDS, second -> second < 400 ? 4 : second / 50).run(shipped, 5);

            assertThat(rehearsal.asked().stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElseThrow())
                    .as(policy)
                    .isGreaterThan(2);
            assertThat(rehearsal.attainment()).as(policy).isGreaterThan(0.9);
        }
    }

    /** A load that needs one replica, then four, then one. */
    private static double burst(double second) {
        return second > 100 && second < 320 ? 24 : 4;
    }

    private static Rehearsal rehearsed(PolicyVariant variant) {
        return new Rehearsal(SECONDS, BaselinesTest::burst).run(variant.maker().make(Rehearsal.setUp(5)), 5);
    }

    private static int firstDifference(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i) - other.get(i);
            }
        }
        return 0;
    }
}
