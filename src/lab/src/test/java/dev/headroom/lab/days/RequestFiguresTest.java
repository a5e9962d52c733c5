// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RequestList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestFiguresTest {
    private static final int HOUR = 3600;

    @Test
    void countsTheScoredSecondsAlone() {
        RequestList.Builder requests = new RequestList.Builder();
        requests.add(10, 9_000, 9_000);
        // 60 in the first scored minute, 120 in the second: prompts of 1 to 180 tokens, answers of 7.
        IntStream.range(0, 60).forEach(at -> requests.add(HOUR + at, at + 1, 7));
        IntStream.range(0, 120).forEach(at -> requests.add(HOUR + 60 + at * 0.5, 61 + at, 7));

        RequestFigures figures = RequestFigures.of(DayLoad.of(requests.build(HOUR + 120), HOUR, 120));

        assertThat(figures.perSecond()).isEqualTo(1.5);
        assertThat(figures.busiestMinutePerSecond()).isEqualTo(2);
        assertThat(figures.input()).isEqualTo(new RequestFigures.Lengths(90.5, 171));
        assertThat(figures.output()).isEqualTo(new RequestFigures.Lengths(7, 7));
    }

    @Test
    void chanceIsNoBurst() {
        DayLoad load = DayLoad.drawn(RateShapes.constant(20), LengthShapes.fixed(1, 1), 0, 6 * HOUR, 3);

        assertThat(RequestFigures.of(load).burstSeconds()).isCloseTo(0, within(0.01));
    }

    @Test
    void requestsThatComeTogetherAreABurst() {
        // 50 at once each 10 s: 50 and 0 in windows of 5 s, at 5 requests/s. The variance over mean is 27.3.
        RequestList.Builder requests = new RequestList.Builder();
        IntStream.range(0, 50 * HOUR / 10).forEach(each -> requests.add(10.0 * Math.floorDiv(each, 50), 1, 1));

        double burst =
                RequestFigures.of(DayLoad.of(requests.build(HOUR), 0, HOUR)).burstSeconds();

        double mean = 25;
        double variance = 12 * 25.0 * 25 / 11;
        assertThat(burst).isCloseTo((variance / mean - 1) / 5, within(1e-9));
    }

    @Test
    void nothingIsZeroRequests() {
        RequestFigures figures = RequestFigures.of(DayLoad.of(new RequestList.Builder().build(HOUR), 0, HOUR));

        assertThat(figures.perSecond()).isZero();
        assertThat(figures.input().mean()).isZero();
    }
}
