// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {
    @Test
    void saysNothingWithoutValues() {
        QuantileSketch sketch = new QuantileSketch();

        assertThat(sketch.count()).isZero();
        assertThat(sketch.mean()).isEmpty();
        assertThat(sketch.valueAt(50)).isEmpty();
    }

    @Test
    void interpolatesBetweenTwoValues() {
        QuantileSketch sketch = sketchOf(List.of(1.0, 3.0));

        // Half way between rank 0 and rank 1.
        assertThat(sketch.valueAt(50).orElseThrow()).isCloseTo(2.0, within(0.03));
        assertThat(sketch.mean()).hasValue(2.0);
    }

    @Test
    void countsZerosAsValues() {
        QuantileSketch sketch = sketchOf(List.of(0.0, 0.0, 0.0, 8.0));

        assertThat(sketch.count()).isEqualTo(4);
        assertThat(sketch.valueAt(50)).hasValue(0.0);
        assertThat(sketch.mean()).hasValue(2.0);
    }

    @Test
    void refusesWhatIsNoMeasurement() {
        QuantileSketch sketch = new QuantileSketch();

        assertThatThrownBy(() -> sketch.add(-0.1)).hasMessageContaining("not negative, was -0.1");
        assertThatThrownBy(() -> sketch.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sketch.add(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sketch.valueAt(100.1)).hasMessageContaining("0 to 100, was 100.1");
    }

    @Test
    void staysBoundedAndKeepsTheUpperPercentilesOfAbsurdlyWideValues() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            values.add(1e-6 * Math.pow(1e12, i / 9_999.0));
        }

        QuantileSketch sketch = sketchOf(values);

        assertThat(sketch.bytes()).isLessThan(2_200);
        assertThat(sketch.valueAt(95).orElseThrow())
                .isCloseTo(
                        new SortedQuantiles(values).valueAt(95),
                        within(new SortedQuantiles(values).valueAt(95) * 0.01));
    }

    @Property
    void isWithinOneAndAHalfPercentOfTheSortedValues(
            @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = 0.001, max = 20) @Scale(4) Double> values,
            @ForAll @DoubleRange(min = 0, max = 100) double percentile) {
        QuantileSketch sketch = sketchOf(values);

        double exact = new SortedQuantiles(values).valueAt(percentile);
        assertThat(sketch.valueAt(percentile).orElseThrow()).isCloseTo(exact, within(exact * 0.015));
        assertThat(sketch.mean().orElseThrow()).isCloseTo(new SortedQuantiles(values).mean(), within(1e-6));
        assertThat(sketch.count()).isEqualTo(values.size());
    }

    @Property
    void countsWhatIsAtMostAValueWithinItsAccuracy(
            @ForAll @Size(max = 200) List<@DoubleRange(min = 0, max = 20) @Scale(4) Double> values,
            @ForAll @DoubleRange(min = 0, max = 25) double limit) {
        QuantileSketch sketch = sketchOf(values);

        // Values of one bin are not told apart; its ends are 1.01 / 0.99 apart at an accuracy of 1 %.
        long least = values.stream().filter(value -> value <= limit * 0.98).count();
        long most = values.stream()
                .filter(value -> value <= limit * 1.01 / 0.99 + 1e-6)
                .count();
        assertThat(sketch.countAtMost(limit)).isBetween(least, most);
        assertThat(sketch.cumulative().atMost(limit) * values.size())
                .isCloseTo((double) sketch.countAtMost(limit), within(1e-6));
    }

    @Property
    void isTheSameInWhateverOrderValuesAreAddedAndMerged(
            @ForAll @Size(max = 200) List<@DoubleRange(min = 0, max = 1e7) Double> values,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int parts) {
        QuantileSketch inOrder = sketchOf(values);
        List<Double> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(seed));

        QuantileSketch merged = new QuantileSketch();
        for (int part = 0; part < parts; part++) {
            int begin = shuffled.size() * part / parts;
            int end = shuffled.size() * (part + 1) / parts;
            merged.addAll(sketchOf(shuffled.subList(begin, end)));
        }

        assertThat(merged).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
        assertThat(merged.valueAt(95)).isEqualTo(inOrder.valueAt(95));
        assertThat(merged.mean()).isEqualTo(inOrder.mean());
    }

    @Property
    void isMadeAgainOfItsFigures(@ForAll @Size(max = 200) List<@DoubleRange(min = 0, max = 1e7) Double> values) {
        QuantileSketch sketch = sketchOf(values);

        QuantileSketch again =
                QuantileSketch.of(sketch.zeros(), sketch.sumOfMillionths(), sketch.firstBin(), sketch.binCounts());

        assertThat(again).isEqualTo(sketch);
        assertThat(again.valueAt(95)).isEqualTo(sketch.valueAt(95));
        assertThat(again.mean()).isEqualTo(sketch.mean());
        assertThat(again.countAtMost(3)).isEqualTo(sketch.countAtMost(3));
    }

    @Test
    void refusesFiguresOfNoSketch() {
        assertThatThrownBy(() -> QuantileSketch.of(0, 0, 0, List.of(1, -1, 1)))
                .hasMessageContaining("counts must be 0 or more");
        assertThatThrownBy(() -> QuantileSketch.of(0, 0, 0, List.of(0, 1))).hasMessageContaining("first and last one");
        assertThatThrownBy(() -> QuantileSketch.of(-1, 0, 0, List.of())).hasMessageContaining("zeros -1");
        assertThatThrownBy(() -> QuantileSketch.of(0, 0, 0, Collections.nCopies(513, 1)))
                .hasMessageContaining("at most 512 bins");
    }

    private static QuantileSketch sketchOf(List<Double> values) {
        QuantileSketch sketch = new QuantileSketch();
        values.forEach(sketch::add);
        return sketch;
    }
}
