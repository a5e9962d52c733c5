// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.PaneBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** One process that shares the reading of the fake broker. Its clock stands still but for one second a turn. */
final class FakeProcess implements SharingClients {
    static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final FaultyWriter.Trouble trouble = new FaultyWriter.Trouble();
    private final FakeBroker broker;
    private final String name;
    private final FakeMember member;
    private final ReadingTurn turn;
    private long seconds;

    FakeProcess(FakeBroker broker, String name) {
        this.broker = broker;
        this.name = name;
        this.member = new FakeMember(broker);
        Validator validator = new Validator(ValidationSettings.DEFAULTS);
        PaneBuilder panes = new PaneBuilder();
        Gathering gathering = new Gathering(
                record -> {
                    RequestObservation ended = ended(record);
                    if (!validator.isCopy(CHAT, ended.id())) {
                        panes.absorb(CHAT, java.util.Optional.of("pod-1"), ended);
                    }
                },
                record -> {
                    var unused = validator.isCopy(CHAT, ended(record).id());
                },
                panes,
                validator);
        SharedReadingSettings settings = new SharedReadingSettings(
                List.of(FakeBroker.SOURCE),
                "panes",
                "group",
                name,
                Duration.ofSeconds(2),
                40,
                new SharedReadingSettings.Pace(Duration.ofMinutes(20), Duration.ofSeconds(5), 1 << 24),
                new SharedReadingSettings.Memory(Duration.ofMinutes(10), 1_000_000),
                Map.of());
        this.turn = new ReadingTurn(
                settings,
                this,
                gathering,
                new FeedProgress(START),
                new Outbox("panes", name, this::now),
                new ReadingTurn.Time(
                        this::now, () -> Duration.ofSeconds(seconds).toNanos()),
                new NoFacts());
        turn.open();
    }

    void turn() {
        seconds++;
        turn.turn();
    }

    /** The group gives it these partitions and no others, in good order. It hears of it inside a poll, which then reads on. */
    void own(Collection<TopicPartition> partitions) {
        member.schedulePollTask(() -> {
            member.rebalance(partitions);
            partitions.forEach(partition -> broker.owners.put(partition, name));
        });
        turn.turn();
    }

    /** The group has given its partitions away, which it hears of too late. */
    void lose() {
        Set<TopicPartition> lost = Set.copyOf(member.assignment());
        turn.onPartitionsLost(lost);
        member.rebalance(List.of());
    }

    Set<TopicPartition> owned() {
        return member.assignment();
    }

    void close() {
        turn.close(Duration.ofSeconds(1));
    }

    @Override
    public Consumer<byte[], byte[]> member() {
        return member;
    }

    @Override
    public Producer<byte[], byte[]> writer() {
        return new FaultyWriter(broker, name, trouble);
    }

    @Override
    public void ensurePanes() {}

    private Instant now() {
        return START.plusSeconds(seconds);
    }

    private static RequestObservation ended(TelemetryRecord record) {
        int number = ByteBuffer.wrap(Objects.requireNonNull(record.value())).getInt();
        return RequestFixture.request(number, START.minusSeconds(10), Duration.ofSeconds(1))
                .completed();
    }

    private record NoFacts() implements SharingFacts {
        @Override
        public void written(int records, long bytes) {}

        @Override
        public void turnedBack() {}
    }
}
