// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChapterTest {
    @Test
    void eachBeginsWhereTheOneBeforeItEnds() {
        double end = 0;
        for (Chapter chapter : Chapter.ALL) {
            assertThat(chapter.begins()).isEqualTo(end);
            assertThat(chapter.middle()).isBetween(chapter.begins(), chapter.ends());
            end = chapter.ends();
        }

        assertThat(end).isEqualTo(1);
    }

    @Test
    void aMomentHasOneChapterAndTheLastGoesOn() {
        assertThat(Chapter.at(0)).isEqualTo(Chapter.QUIET);
        assertThat(Chapter.at(Chapter.SPIKE.begins())).isEqualTo(Chapter.SPIKE);
        assertThat(Chapter.at(Chapter.SPIKE.begins() - 1e-9)).isEqualTo(Chapter.BROKER_AWAY);
        assertThat(Chapter.at(1)).isEqualTo(Chapter.EVENING);
        assertThat(Chapter.at(40)).isEqualTo(Chapter.EVENING);
    }

    @Test
    void theHeadingSaysHowFarTheStoryIs() {
        assertThat(DemoStory.heading(Chapter.PEAK)).isEqualTo("-- 3/7  the peak  (38 % of the run)");
    }

    @Test
    void theOutlineNamesAllChaptersInTheirOrder() {
        assertThat(DemoStory.outline(60))
                .isEqualTo("60 virtual minutes: a quiet morning, the climb, the peak, a bad edit of a promise,"
                        + " the broker away, a spike, the evening");
    }
}
