// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FeedProgressTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final TopicPartition FIRST = new TopicPartition("llm.spans", 0);
    private static final TopicPartition SECOND = new TopicPartition("llm.spans", 1);

    private long nanos;
    private final FeedProgress feed = new FeedProgress(START, () -> nanos);

    @Test
    void knowsWhenABrokerThatWasAwayCameBack() {
        feed.contact(START);
        nanos += Duration.ofSeconds(15).toNanos();
        feed.contact(START.plusSeconds(15));
        assertThat(feed.status().backSince()).isEmpty();

        nanos += Duration.ofSeconds(16).toNanos();
        feed.contact(START.plusSeconds(31));

        assertThat(feed.status().backSince()).hasValue(START.plusSeconds(31));
    }

    @Test
    void hasNotCaughtUpBeforeAnyPartitionIsAssigned() {
        assertThat(feed.status().caughtUp()).isFalse();
        assertThat(feed.status().lastContact()).isEmpty();
    }

    @Test
    void catchesUpWhenEveryPartitionReachedTheEndItHadAtTheStart() {
        feed.assigned(FIRST, PartitionProgress.startingAt(10, 12, START), START);
        feed.assigned(SECOND, PartitionProgress.startingAt(5, 5, START), START);

        feed.processed(FIRST, 10, START);
        boolean afterOne = feed.status().caughtUp();
        feed.processed(FIRST, 11, START);

        assertThat(afterOne).isFalse();
        assertThat(feed.status().caughtUp()).isTrue();
    }

    @Test
    void aPartitionWithoutALeaderIsSilentThoughOthersAnswer() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 0, START), START);
        feed.assigned(SECOND, PartitionProgress.startingAt(0, 0, START), START);

        for (int seconds = 2; seconds <= 60; seconds += 2) {
            nanos += Duration.ofSeconds(2).toNanos();
            feed.probed(Map.of(FIRST, 0L), START.plusSeconds(seconds));
        }
        assertThat(feed.status().lastContact()).hasValue(START);
        assertThat(feed.status().backSince()).isEmpty();

        feed.probed(Map.of(FIRST, 0L, SECOND, 0L), START.plusSeconds(61));
        assertThat(feed.status().lastContact()).hasValue(START.plusSeconds(61));
        assertThat(feed.status().backSince()).hasValue(START.plusSeconds(61));
    }

    @Test
    void recordsThatComeLaterDoNotUndoCatchingUp() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 0, START), START);

        feed.probed(Map.of(FIRST, 7L), START.plusSeconds(2));

        assertThat(feed.status().caughtUp()).isTrue();
        assertThat(feed.recordsWaiting()).isEqualTo(7);
    }

    @Test
    void aRecordThatWaitsAfterALongSilenceIsNotAsOldAsTheSilence() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 1, START), START);
        feed.processed(FIRST, 0, START);
        feed.probed(Map.of(FIRST, 1L), START.plusSeconds(600));

        feed.probed(Map.of(FIRST, 2L), START.plusSeconds(602));

        assertThat(feed.status().behindSince()).contains(START.plusSeconds(600));
    }

    @Test
    void whileItReadsABacklogItIsAsOldAsTheNewestRecordRead() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 1000, START), START);

        feed.processed(FIRST, 499, START.plusSeconds(30));

        assertThat(feed.status().behindSince()).contains(START.plusSeconds(30));
    }

    @Test
    void offsetsWithoutRecordsDoNotWaitForEver() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 3, START), START);
        feed.processed(FIRST, 1, START);

        feed.skippedTo(FIRST, 3);

        assertThat(feed.status().caughtUp()).isTrue();
        assertThat(feed.recordsWaiting()).isZero();
    }

    @Test
    void aPartitionThatIsGoneIsNoLongerWaitedFor() {
        feed.assigned(FIRST, PartitionProgress.startingAt(0, 3, START), START);
        feed.assigned(SECOND, PartitionProgress.startingAt(0, 0, START), START);

        feed.retainOnly(Set.of(SECOND));

        assertThat(feed.status().caughtUp()).isTrue();
        assertThat(feed.partitionCount()).isEqualTo(1);
    }
}
