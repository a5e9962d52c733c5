// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isTakenBetweenTheFirstWarmReadingAndTheLastUnderWay() {
        List<ReadingProgressLine> readings = List.of(
                new ReadingProgressLine(0, 0, 0),
                new ReadingProgressLine(3 * SECOND, 90, 5 * SECOND),
                new ReadingProgressLine(4 * SECOND, 120, 6 * SECOND),
                new ReadingProgressLine(6 * SECOND, 320, 10 * SECOND),
                new ReadingProgressLine(60 * SECOND, 400, 11 * SECOND));

        // 200 requests in 2 s with 4 s of CPU time; the start, the warm-up and the wait at the end do not count.
        assertThat(Speed.between(readings, 100, 400)).contains(new Speed(100, 50));
    }

    @Test
    void isUnknownWhereReadingWasOverTooSoon() {
        assertThat(Speed.between(List.of(), 0, 10)).isEmpty();
        assertThat(Speed.between(List.of(new ReadingProgressLine(1, 5, 1), new ReadingProgressLine(2, 10, 2)), 2, 10))
                .isEmpty();
        assertThat(Speed.between(List.of(new ReadingProgressLine(1, 5, 1), new ReadingProgressLine(2, 5, 1)), 2, 10))
                .isEmpty();
    }
}
