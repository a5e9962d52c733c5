// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakTrendTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void whatIsFilledInTheFirstQuarterIsNoGrowth() {
        List<SoakReading> readings = readings(hour -> Math.min(hour, 6) * 10L * MEBIBYTE, hour -> 20, hour -> 30);

        assertThat(new SoakTrend(readings).growths()).isEmpty();
    }

    @Test
    void aLeakOfAMebibyteAnHourIsSaid() {
        // Medians: of hours 6 to 11 it is 28.5 MiB, of hours 18 to 23 it is 40.5 MiB.
        List<SoakReading> readings = readings(hour -> (20 + hour) * MEBIBYTE, hour -> 20, hour -> 30);

        assertThat(new SoakTrend(readings).growths())
                .containsExactly(
                        "memory in use after a collection grows: 28.50 MiB in the second quarter, 40.50 MiB in the last");
    }

    @Test
    void oneHighReadingIsNoTrend() {
        List<SoakReading> readings = readings(hour -> (hour == 23 ? 90 : 20) * MEBIBYTE, hour -> 20, hour -> 30);

        assertThat(new SoakTrend(readings).growths()).isEmpty();
    }

    @Test
    void threadsAndDescriptorsThatBecomeMoreAreSaid() {
        List<SoakReading> readings = readings(hour -> MEBIBYTE, hour -> 20 + hour, hour -> 30 + 2L * hour);

        assertThat(new SoakTrend(readings).growths())
                .containsExactly(
                        "threads become more: 28.50 in the second quarter, 40.50 in the last",
                        "open descriptors become more: 47.00 in the second quarter, 71.00 in the last");
    }

    @Test
    void fewReadingsAreNoTrend() {
        List<SoakReading> readings =
                readings(hour -> MEBIBYTE, hour -> 20, hour -> 30).subList(0, 7);

        assertThat(new SoakTrend(readings).growths()).containsExactly("a trend needs 8 readings, there are 7");
    }

    private static List<SoakReading> readings(
            IntToLongFunction heap, IntToLongFunction threads, IntToLongFunction descriptors) {
        return IntStream.range(0, 24)
                .mapToObj(hour -> new SoakReading(
                        hour,
                        heap.applyAsLong(hour),
                        (int) threads.applyAsLong(hour),
                        descriptors.applyAsLong(hour),
                        hour,
                        hour))
                .toList();
    }
}
