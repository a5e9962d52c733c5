// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MedianSketchTest {
    @Test
    void knowsNoMedianOfNothing() {
        assertThat(new MedianSketch().median()).isEmpty();
    }

    @Property(tries = 200)
    void liesBetweenTheTwoMiddleValuesWithinItsAccuracy(@ForAll long seed) {
        Random random = new Random(seed);
        double[] values = new double[1 + random.nextInt(300)];
        MedianSketch sketch = new MedianSketch();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2 * Math.exp(random.nextGaussian());
            sketch.add(values[i]);
        }

        double median = sketch.median().orElseThrow();

        Arrays.sort(values);
        assertThat(sketch.count()).isEqualTo(values.length);
        assertThat(median).isBetween(values[(values.length - 1) / 2] / 1.05, values[values.length / 2] * 1.05);
    }

    @Property(tries = 50)
    void doesNotDependOnTheOrderOfAdding(@ForAll long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(50, 0, 20).toArray();
        MedianSketch one = new MedianSketch();
        MedianSketch other = new MedianSketch();

        for (int i = 0; i < values.length; i++) {
            one.add(values[i]);
            other.add(values[values.length - 1 - i]);
        }

        assertThat(one.median()).isEqualTo(other.median());
    }

    @Test
    void takesNoMoreMemoryThanItsDocumentationSays() {
        MedianSketch sketch = new MedianSketch();
        sketch.add(0.1);
        long ofOne = sketch.bytes();
        for (double value = 1e-6; value < 1e6; value *= 1.01) {
            sketch.add(value);
        }

        assertThat(ofOne).isLessThan(70);
        assertThat(sketch.bytes()).isLessThanOrEqualTo(560);
    }

    @Test
    void isNotMovedByValuesOutsideOfItsRange() {
        MedianSketch sketch = new MedianSketch();
        for (int i = 0; i < 10; i++) {
            sketch.add(0);
            sketch.add(1_000);
            sketch.add(0.3);
        }

        assertThat(sketch.median().orElseThrow()).isBetween(0.3 / 1.05, 0.3 * 1.05);
    }
}
