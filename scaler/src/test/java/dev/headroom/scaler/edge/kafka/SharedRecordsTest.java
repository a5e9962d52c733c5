// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.plan.PlanRecord;
import dev.headroom.scaler.cycle.LatestPlans;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.cycle.SavedStates;
import dev.headroom.scaler.cycle.SharedPods;
import dev.headroom.scaler.edge.grpc.tls.LogLines;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.Fence;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.telemetry.WorkloadKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedRecordsTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final FencingToken OLD = new FencingToken("old", 1);
    private static final FencingToken NEW = new FencingToken("new", 2);

    private final LatestPlans board = new LatestPlans();
    private final Histories histories = new Histories();
    private final SavedStates learnt = new SavedStates();
    private final PodsInMemory pods = new PodsInMemory();
    private long nanos;
    private final List<Refusal> refused = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final SharedRecords records = new SharedRecords(
            new PlansTopic.Stores(board, histories, learnt, new SharedPods(pods, target -> true)),
            new Fence(),
            new TopicStatus(() -> nanos),
            new PlansFacts() {
                @Override
                public void planWritten() {
                    throw new AssertionError("nothing is written here");
                }

                @Override
                public void planRead(WorkloadKey workload, String policyHash) {
                    read.add(workload + " " + policyHash);
                }

                @Override
                public void recordRefused(Refusal reason) {
                    refused.add(reason);
                }
            });

    @Test
    void aPlanComesOntoTheBoardWithItsPast() {
        read("plan/llm/chat", plan(3, NEW));

        assertThat(desired()).contains(3);
        assertThat(board.knownSince(CHAT)).contains(NotedPlans.NOW.minusSeconds(3600));
        assertThat(read).containsExactly("llm/chat 0123abcd");
    }

    @Test
    void aPausedOwnersLateWritesDoNotCount() {
        read("plan/llm/chat", plan(3, OLD));
        read("plan/llm/chat", plan(4, NEW));

        read("plan/llm/chat", plan(9, OLD));
        end("plan/llm/chat", Optional.of(OLD));
        read("history/llm/chat/2026-01-05", history(OLD));

        assertThat(desired()).contains(4);
        assertThat(histories.of(CHAT).days()).isEmpty();
        assertThat(refused).containsExactly(Refusal.SUPERSEDED, Refusal.SUPERSEDED, Refusal.SUPERSEDED);
    }

    @Test
    void aPlanThatTheBrokerHeldBackDoesNotReplaceAYoungerOneOfOurOwn() {
        read("plan/llm/chat", plan(6, NEW));
        board.put(NotedPlans.plan(CHAT, 10, NotedPlans.NOW.plusSeconds(60)));

        read("plan/llm/chat", plan(6, NEW));
        assertThat(desired()).as("a minute old").contains(10);

        read("plan/llm/chat", planMadeAt(NotedPlans.NOW.plusSeconds(61), 8, NEW));
        assertThat(desired()).as("the owner's next one").contains(8);
    }

    @Test
    void aClockThatIsAheadKeepsNoPlanForLong() {
        read("plan/llm/chat", plan(6, NEW));
        board.put(NotedPlans.plan(CHAT, 10, NotedPlans.NOW.plusSeconds(3600)));

        nanos = Duration.ofSeconds(11).toNanos();
        read("plan/llm/chat", plan(6, NEW));

        assertThat(desired()).contains(6);
    }

    @Test
    void whatCannotBeReadLosesOnlyItself() {
        read("plan/llm/chat", plan(3, NEW));

        read("plan/llm/chat", new byte[] {(byte) 0xff, 1, 2});
        read("plan/llm/other", plan(7, NEW));
        read("plan/llm/chat", new byte[0]);

        assertThat(desired()).contains(3);
        assertThat(board.all()).hasSize(1);
        assertThat(refused).containsExactly(Refusal.UNREADABLE, Refusal.UNREADABLE, Refusal.UNREADABLE);
    }

    @Test
    void keysOfANewerVersionAreNoFault() {
        read("guessed/llm/chat", new byte[] {1});

        assertThat(refused).isEmpty();
    }

    @Test
    void thePlanOfARemovedPolicyGoes() {
        read("plan/llm/chat", plan(3, NEW));

        end("plan/llm/chat", Optional.of(NEW));

        assertThat(board.all()).isEmpty();
    }

    @Test
    void aPersonMayEndAKeyWithoutAStamp() {
        read("plan/llm/chat", plan(3, NEW));

        end("plan/llm/chat", Optional.empty());

        assertThat(board.all()).isEmpty();
    }

    @Test
    void historyComesAndGoes() {
        read("history/llm/chat/2026-01-05", history(NEW));
        assertThat(histories.of(CHAT).day(DAY)).isPresent();

        end("history/llm/chat/2026-01-05", Optional.of(NEW));

        assertThat(histories.of(CHAT).days()).isEmpty();
    }

    @Test
    void whatWasLearntComesAndGoes() {
        SavedState memory =
                SavedState.NOTHING.with(new SavedState.Part<>("starts", Starts.class), new Starts(List.of(98.5)));
        read("learnt/llm/chat", LearntMessages.toMessage(memory, NEW).toByteArray());
        assertThat(learnt.of(CHAT)).contains(memory);

        read(
                "learnt/llm/chat",
                LearntMessages.toMessage(SavedState.NOTHING, OLD).toByteArray());
        assertThat(learnt.of(CHAT)).contains(memory);
        assertThat(refused).containsExactly(Refusal.SUPERSEDED);

        end("learnt/llm/chat", Optional.of(NEW));
        assertThat(learnt.of(CHAT)).isEmpty();
    }

    @Test
    void aTopicThatWasWrittenBeforeNamesWereDeclaredIsReadAndWrittenAgainAsItWas() throws Exception {
        Map<String, byte[]> before = topicOfBefore();

        before.forEach(this::read);

        assertThat(refused).isEmpty();
        assertThat(board.all()).hasSize(8);
        for (Map.Entry<String, byte[]> record : before.entrySet()) {
            if (record.getKey().startsWith("plan/")) {
                PlanRecord message = PlanRecord.parseFrom(record.getValue());
                NotedPlan plan = PlanMessages.fromMessage(message);
                assertThat(PlanMessages.toMessage(plan, FencingTokens.fromMessage(message.getStamp())))
                        .isEqualTo(message);
            }
        }
        assertThat(histories
                        .of(CHAT)
                        .day(LocalDate.parse("2026-11-24"))
                        .orElseThrow()
                        .at(480))
                .hasValue(12.5);
        assertThat(learnt.of(CHAT).orElseThrow().parts())
                .containsOnlyKeys("booked-capacity", "demand", "error-budget", "needs", "starts")
                .allSatisfy((name, text) -> assertThat(text.schema()).isEqualTo(SavedState.SCHEMA));
    }

    @Test
    void whatANewerVersionLearntIsTakenAndSaidOnce() {
        SavedState newer = new SavedState(Map.of("starts", new SavedState.Text(SavedState.SCHEMA + 1, "{}")));
        try (LogLines log = LogLines.of(SharedRecords.class.getName())) {
            read("learnt/llm/chat", LearntMessages.toMessage(newer, NEW).toByteArray());
            read("learnt/llm/other", LearntMessages.toMessage(newer, NEW).toByteArray());

            assertThat(log.lines())
                    .containsExactly("learned state of a newer version: unknown fields are ignored"
                            + " key=learnt/llm/chat schema=2 known=1");
        }
        assertThat(learnt.of(CHAT)).contains(newer);
    }

    private static Map<String, byte[]> topicOfBefore() throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try (var file =
                Objects.requireNonNull(SharedRecordsTest.class.getResourceAsStream("/persisted/plans-topic.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(
                            record -> records.put(record[0], Base64.getDecoder().decode(record[1])));
        }
        return records;
    }

    /** A memory. */
    record Starts(List<Double> seconds) {}

    private Optional<Integer> desired() {
        return board.latest(CHAT).map(plan -> plan.desired());
    }

    private static byte[] plan(int desired, FencingToken stamp) {
        return PlanMessages.toMessage(NotedPlans.noted(CHAT, desired), stamp).toByteArray();
    }

    private static byte[] planMadeAt(Instant moment, int desired, FencingToken stamp) {
        NotedPlan noted = new NotedPlan(NotedPlans.plan(CHAT, desired, moment), NotedPlans.NOW, "0123abcd");
        return PlanMessages.toMessage(noted, stamp).toByteArray();
    }

    private static byte[] history(FencingToken stamp) {
        return HistoryMessages.toMessage(DayOfRates.unknown(DAY).with(3, 4), stamp)
                .toByteArray();
    }

    private void read(String key, byte[] value) {
        accept(key, value, Optional.empty());
    }

    private void end(String key, Optional<FencingToken> stamp) {
        accept(key, null, stamp);
    }

    private void accept(String key, byte @Nullable [] value, Optional<FencingToken> stamp) {
        RecordHeaders headers = new RecordHeaders();
        stamp.ifPresent(own -> headers.add(TopicWriter.STAMP_HEADER, FencingTokens.toBytes(own)));
        records.accept(new ConsumerRecord<>(
                "headroom.plans",
                0,
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty()));
    }
}
