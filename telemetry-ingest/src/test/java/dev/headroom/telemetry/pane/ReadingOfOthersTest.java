// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.FeedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A dead, lagging or missing reader shows as what it is, and never as a quiet topic. */
class ReadingOfOthersTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Integer> TOPICS = Map.of("llm.spans", 2);

    private Instant now = START;
    private boolean panesRead = true;
    private long sequence;
    private Optional<Instant> panesBehind = Optional.empty();
    private final ReadingOfOthers others =
            new ReadingOfOthers(() -> new FeedStatus(START, Optional.of(now), panesRead, panesBehind));

    @Test
    void nobodyHasBeenHeardBeforeTheFirstReport() {
        assertThat(others.status().lastContact()).isEmpty();
        assertThat(others.status().caughtUp()).isFalse();
        assertThat(others.status().silence()).isEqualTo("no ingest process has reported for");
    }

    @Test
    void isAsWellAsAllSharesTogether() {
        report("a", 1, level(0));
        report("b", 1, level(1));

        assertThat(others.status().lastContact()).contains(START);
        assertThat(others.status().caughtUp()).isTrue();
        assertThat(others.status().behindSince()).isEmpty();
        assertThat(others.partitionCount()).isEqualTo(2);
    }

    @Test
    void contactStaysWhereADeadReaderWasLastHeard() {
        report("a", 1, level(0));
        report("b", 1, level(1));

        now = START.plusSeconds(20);
        report("b", 1, level(1));

        assertThat(others.status().lastContact()).contains(START);
        assertThat(others.status().silence()).isEqualTo("no process has reported partition llm.spans-0 for");
    }

    @Test
    void whereReportsAreMissedWhileTheBrokerAnswersAPartOfTheFeedIsNotRead() {
        report("a", 1, level(0));
        report("b", 1, level(1));
        now = START.plusSeconds(6);
        report("b", 1, level(1));
        assertThat(others.status().unreadSince()).as("one report may be late").isEmpty();

        now = START.plusMillis(6_500);

        assertThat(others.status().unreadSince()).contains(START);
        assertThat(others.status().silence()).isEqualTo("no process has reported partition llm.spans-0 for");
        report("b", 2, level(0), level(1));
        assertThat(others.status().unreadSince()).isEmpty();
    }

    @Test
    void aPartitionThatNobodyHasIsSilentSinceItIsKnown() {
        report("a", 1, level(0));
        now = START.plusSeconds(9);
        report("a", 1, level(0));

        assertThat(others.status().lastContact()).contains(START);
        assertThat(others.status().caughtUp()).isFalse();
        assertThat(others.status().silence()).contains("llm.spans-1");
    }

    @Test
    void theHeirOfAPartitionSpeaksForIt() {
        report("a", 1, level(0), level(1));
        now = START.plusSeconds(8);
        report("b", 2, level(0), level(1));
        report("a", 1, level(0));

        assertThat(others.status().lastContact()).contains(now);
    }

    @Test
    void aGroupThatBeginsToCountAgainIsHeardOnceTheOldIsSilent() {
        report("a", 9, level(0), level(1));
        now = START.plusSeconds(10);
        report("b", 1, level(0), level(1));
        assertThat(others.status().lastContact()).contains(START);

        now = START.plusSeconds(16);
        report("b", 1, level(0), level(1));

        assertThat(others.status().lastContact()).contains(now);
    }

    @Test
    void whatWaitsAtAReaderWaitsHere() {
        report("a", 1, level(0), behind(1, Duration.ofSeconds(40), 12));

        assertThat(others.status().behindSince()).contains(START.minusSeconds(40));
        assertThat(others.recordsWaiting()).isEqualTo(12);
    }

    /** It seems to wait until the reader has stood at the end for 10 s, and comes with each transaction. */
    @Test
    void theMarkerOfATransactionIsNoPaneThatWaits() {
        report("a", 1, level(0), level(1));
        panesBehind = Optional.of(now);

        now = START.plusSeconds(11);
        assertThat(others.status().behindSince()).isEmpty();

        now = START.plusSeconds(13);
        assertThat(others.status().behindSince()).contains(START);
    }

    @Test
    void historyIsNotTakenForThePresent() {
        panesRead = false;
        now = START.plusSeconds(600);
        others.report(
                new Writer("a", ++sequence, START),
                new ReadingProgress(1, TOPICS, List.of(level(0), level(1)), Optional.empty()),
                new Received(now, Instant.MIN));

        assertThat(others.status().lastContact()).contains(now);
        assertThat(others.status().caughtUp()).isFalse();

        panesRead = true;
        assertThat(others.status().lastContact()).contains(START);
    }

    @Test
    void aTopicThatIsNoMoreIsNotMissed() {
        report("a", 1, level(0), level(1));
        now = START.plusSeconds(30);
        others.report(
                new Writer("a", ++sequence, now),
                new ReadingProgress(
                        2,
                        Map.of("llm.metrics", 1),
                        List.of(new ReadingProgress.Share(
                                new SourcePartition("llm.metrics", 0), 5, 5, Optional.empty(), Duration.ZERO, true)),
                        Optional.empty()),
                new Received(now, Instant.MIN));

        assertThat(others.status().lastContact()).contains(now);
    }

    @Test
    void aClockThatIsAheadMakesNobodyLiveLonger() {
        Received received = new Received(START, START.minusSeconds(2));

        assertThat(received.writtenAt(new Writer("a", 1, START.plusSeconds(300))))
                .isEqualTo(START);
        assertThat(received.correction(new Writer("a", 1, START.plusSeconds(300))))
                .isEqualTo(Duration.ofMinutes(-5));
    }

    @Test
    void aClockThatIsBehindMakesNobodyDie() {
        Received received = new Received(START, START.minusSeconds(2));

        assertThat(received.writtenAt(new Writer("a", 1, START.minusSeconds(300))))
                .isEqualTo(START.minusSeconds(2));
        assertThat(received.correction(new Writer("a", 1, START.minusSeconds(1))))
                .isZero();
    }

    @Test
    void aRecordThatIsReadTwiceIsKnown() {
        SeenRecords seen = new SeenRecords();

        assertThat(seen.isNew(new Writer("a", 1, START), "panes", 0)).isTrue();
        assertThat(seen.isNew(new Writer("a", 3, START), "panes", 0)).isTrue();
        assertThat(seen.isNew(new Writer("a", 2, START), "panes", 1)).isTrue();
        assertThat(seen.isNew(new Writer("a", 3, START), "panes", 0)).isFalse();
        assertThat(seen.isNew(new Writer("b", 1, START), "panes", 0)).isTrue();
    }

    @Test
    void progressIsReadAsItWasWritten() {
        ReadingProgress progress = new ReadingProgress(
                3, TOPICS, List.of(level(0), behind(1, Duration.ofSeconds(4), 7)), Optional.of(Duration.ofSeconds(9)));
        Writer writer = new Writer("a", 5, START);

        PaneRecord read = PaneMessages.read(PaneMessages.bytesOf(writer, progress));

        assertThat(read).isEqualTo(new PaneRecord.Reported(writer, progress));
    }

    @Test
    void whatIsNoRecordSaysWhyAndNothingOfItsContent() {
        assertThat(PaneMessages.read(null)).isInstanceOf(PaneRecord.Unreadable.class);
        assertThat(PaneMessages.read(new byte[] {1, 2, 3, 4, 5})).isInstanceOf(PaneRecord.Unreadable.class);
        assertThat(PaneMessages.read(new byte[0]))
                .isEqualTo(new PaneRecord.Unreadable("schema_version must be 1, was 0"));
    }

    private void report(String process, int generation, ReadingProgress.Share... shares) {
        others.report(
                new Writer(process, ++sequence, now),
                new ReadingProgress(generation, TOPICS, List.of(shares), Optional.empty()),
                new Received(now, Instant.MIN));
    }

    private static ReadingProgress.Share level(int partition) {
        return new ReadingProgress.Share(
                new SourcePartition("llm.spans", partition), 100, 100, Optional.empty(), Duration.ZERO, true);
    }

    private static ReadingProgress.Share behind(int partition, Duration by, long records) {
        return new ReadingProgress.Share(
                new SourcePartition("llm.spans", partition), 100, 100 + records, Optional.of(by), Duration.ZERO, true);
    }
}
