// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {
    private static final DemoSummary GOOD =
            new DemoSummary(100, 100, 2, 6, 3, 0.95, 1.5, List.of(told(Chapter.PEAK, true)));

    @Test
    void findsNothingWrongWithAGoodRun() {
        assertThat(DemoVerdict.failure(GOOD)).isEmpty();
    }

    @Test
    void wantsEveryRecordRead() {
        DemoSummary lost = new DemoSummary(100, 99, 2, 6, 3, 1, 1.5, List.of());

        assertThat(DemoVerdict.everyRecordRead(GOOD)).isEmpty();
        assertThat(DemoVerdict.everyRecordRead(lost)).hasValue("the service read 99 of 100 records sent");
        assertThat(DemoVerdict.everyRecordRead(new DemoSummary(0, 0, 2, 6, 3, 1, 1.5, List.of())))
                .isPresent();
    }

    @Test
    void wantsEachChapterToGoAsTold() {
        List<ToldChapter> story = List.of(told(Chapter.PEAK, true), told(Chapter.SPIKE, false));

        assertThat(DemoVerdict.wentAsTold(GOOD)).isEmpty();
        assertThat(DemoVerdict.wentAsTold(new DemoSummary(1, 1, 2, 6, 3, 1, 1.5, story)))
                .hasValue("the chapter 'a spike' did not go as told; the service answered: 8 replicas");
    }

    @Test
    void wantsThreeTimesTheReplicasAtThePeak() {
        assertThat(DemoVerdict.rose(GOOD)).isEmpty();
        assertThat(DemoVerdict.rose(new DemoSummary(1, 1, 2, 5, 3, 1, 1.5, List.of())))
                .hasValue("the peak had 5 replicas, at least 6 were expected");
    }

    @Test
    void wantsAtMostOneReplicaMoreAtTheEnd() {
        assertThat(DemoVerdict.cameBack(GOOD)).isEmpty();
        assertThat(DemoVerdict.cameBack(new DemoSummary(1, 1, 2, 6, 4, 1, 1.5, List.of())))
                .hasValue("the end had 4 replicas, at most 3 were expected");
    }

    @Test
    void wantsThePromiseKeptToNinetyFiveOfAHundred() {
        assertThat(DemoVerdict.keptItsPromise(GOOD)).isEmpty();
        assertThat(DemoVerdict.keptItsPromise(new DemoSummary(1, 1, 2, 6, 3, 0.9499, 1.5, List.of())))
                .hasValue("attainment was 0.9499, at least 0.95 was expected");
    }

    @Test
    void namesOnlyTheFirstFailure() {
        assertThat(DemoVerdict.failure(new DemoSummary(2, 1, 2, 2, 9, 0.1, 1.5, List.of())))
                .hasValue("the service read 1 of 2 records sent");
    }

    private static ToldChapter told(Chapter chapter, boolean asTold) {
        return ToldChapter.of(chapter, "8 replicas", asTold);
    }
}
