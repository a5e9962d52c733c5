// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.snapshot.FeedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KafkaTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final List<ProducedRecord> read = new ArrayList<>();
    private final List<Double> readAt = new ArrayList<>();

    @Test
    void readsAtOnceAndInOrderWhileNothingIsWrong() {
        Kafka kafka = kafka(TelemetryFaults.NONE);

        turn(kafka, 0, 100);

        assertThat(read).hasSize(100);
        assertThat(readAt).isSorted();
        assertThat(kafka.status().behindSince()).isEmpty();
        assertThat(kafka.status().backSince()).isEmpty();
    }

    @Test
    void aLagMakesRecordsLateAndTheFeedSaysSinceWhen() {
        Kafka kafka = kafka(TelemetryFaults.lagging(new TelemetryGap(100, 300), 60));

        turn(kafka, 0, 200);
        FeedStatus lagging = kafka.status();
        int readMeanwhile = read.size();
        turn(kafka, 200, 500);

        assertThat(readMeanwhile).isBetween(139, 141);
        assertThat(Duration.between(lagging.behindSince().orElseThrow(), START.plusSeconds(200))
                        .toSeconds())
                .isBetween(59L, 62L);
        assertThat(read).hasSize(500);
        assertThat(readAt).isSorted();
        assertThat(kafka.status().behindSince()).isEmpty();
    }

    @Test
    void losesRepeatsAndOvertakesAsOftenAsAsked() {
        turn(kafka(TelemetryFaults.onTheWay(0.01, 0, 0)), 0, 20_000);
        int afterLoss = read.size();
        read.clear();
        turn(kafka(TelemetryFaults.onTheWay(0, 0.05, 0)), 0, 20_000);
        int afterCopies = read.size();
        read.clear();
        turn(kafka(TelemetryFaults.onTheWay(0, 0, 10)), 0, 1_000);

        assertThat((double) afterLoss).isCloseTo(19_800, within(60.0));
        assertThat((double) afterCopies).isCloseTo(21_000, within(120.0));
        List<Integer> numbers =
                read.stream().map(record -> (int) record.value()[0]).toList();
        assertThat(numbers).isNotEqualTo(numbers.stream().sorted().toList());
    }

    @Test
    void aBrokerThatWasAwayIsKnownToBeBackAndGetsWhatProducersKept() {
        Kafka kafka = kafka(TelemetryFaults.brokerAway(new TelemetryGap(100, 190)));

        turn(kafka, 0, 150);
        FeedStatus away = kafka.status();
        int readBefore = read.size();
        turn(kafka, 150, 260);

        assertThat(away.lastContact()).contains(START.plusSeconds(100));
        assertThat(readBefore).isEqualTo(100);
        assertThat(kafka.status().backSince()).contains(START.plusSeconds(190));
        assertThat(read).hasSize(260);
    }

    @Test
    void aNewConsumerReadsTheNewestTwentyMinutesAgainOnlyWhereItMay() {
        TelemetryFaults replays = TelemetryFaults.restarted(new TelemetryFaults.Restart(1_500, 0, true));
        Kafka replaying = kafka(replays);
        turn(replaying, 0, 1_500);
        read.clear();
        replaying.restart(1_500, true, (record, at) -> read.add(record));
        int again = read.size();
        read.clear();
        Kafka forgetting = kafka(replays);
        turn(forgetting, 0, 1_500);
        read.clear();
        forgetting.restart(1_500, false, (record, at) -> read.add(record));

        assertThat(again).isBetween(1_199, 1_201);
        assertThat(read).isEmpty();
        assertThat(replaying.status().startedAt()).isEqualTo(START.plusSeconds(1_500));
    }

    private Kafka kafka(TelemetryFaults faults) {
        return new Kafka(faults, new SimulatedInstants(START), new SplittableRandom(1), record -> {});
    }

    /** One record in the middle of each second. */
    private void turn(Kafka kafka, int from, int to) {
        for (int second = from; second < to; second++) {
            byte[] number = {(byte) (second % 100)};
            kafka.send(new ProducedRecord(ProducedRecord.Topic.SPANS, second + 0.5, number));
            kafka.advanceTo(second + 1, (record, at) -> {
                read.add(record);
                readAt.add(at);
            });
        }
    }
}
