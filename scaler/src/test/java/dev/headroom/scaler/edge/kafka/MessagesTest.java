// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.proto.plan.HistoryRecord;
import dev.headroom.proto.plan.LearntRecord;
import dev.headroom.proto.plan.PlanRecord;
import dev.headroom.proto.plan.PodsRecord;
import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;

/** What is written is what is read, and a newer version's words do no harm. */
class MessagesTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final FencingToken STAMP = new FencingToken("pod-1", 7);
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");

    @Property(tries = 500)
    void aPlanComesBackAsItWas(@ForAll("plans") NotedPlan noted) throws Exception {
        PlanRecord record =
                PlanRecord.parseFrom(PlanMessages.toMessage(noted, STAMP).toByteArray());

        assertThat(PlanMessages.fromMessage(record)).isEqualTo(noted);
        assertThat(FencingTokens.fromMessage(record.getStamp())).isEqualTo(STAMP);
    }

    @Property(tries = 200)
    void aDayComesBackAsItWas(@ForAll @IntRange(max = 1439) int minute, @ForAll @FloatRange(max = 1e6f) float rate)
            throws Exception {
        DayOfRates day = DayOfRates.unknown(DAY).with(minute, rate).with(1439 - minute, 0);

        HistoryRecord record =
                HistoryRecord.parseFrom(HistoryMessages.toMessage(day, STAMP).toByteArray());

        assertThat(HistoryMessages.fromMessage(DAY, record)).isEqualTo(day);
    }

    @Property
    void whatWasLearntComesBackAsItWas(@ForAll Map<String, String> parts, @ForAll @Positive int schema)
            throws Exception {
        SavedState learnt = new SavedState(parts.entrySet().stream()
                .filter(part -> !part.getKey().isBlank())
                .collect(Collectors.toMap(Map.Entry::getKey, part -> new SavedState.Text(schema, part.getValue()))));

        LearntRecord record =
                LearntRecord.parseFrom(LearntMessages.toMessage(learnt, STAMP).toByteArray());

        assertThat(LearntMessages.fromMessage(record)).isEqualTo(learnt);
        assertThat(FencingTokens.fromMessage(record.getStamp())).isEqualTo(STAMP);
    }

    @Example
    void whatWasLearntIsBounded() {
        SavedState.Text most = new SavedState.Text(1, "x".repeat(LearntMessages.MOST_CHARACTERS - 4));

        assertThat(LearntMessages.fits(new SavedState(Map.of("fits", most)))).isTrue();
        assertThat(LearntMessages.fits(new SavedState(Map.of("five5", most)))).isFalse();
        assertThatThrownBy(() -> LearntMessages.fromMessage(
                        LearntMessages.toMessage(new SavedState(Map.of("five5", most)), STAMP)))
                .hasMessageContaining("at most 600000 characters, had 600001");
    }

    @Example
    void podsComeBackAsTheyWere() throws Exception {
        Instant created = NotedPlans.NOW;
        List<KnownPod> pods = List.of(
                new KnownPod("u0", "chat-0", "u0", created, Optional.of(created.plusMillis(60_500))),
                new KnownPod("u1", "big-0-1", "big-0", created, Optional.empty()));

        PodsRecord record =
                PodsRecord.parseFrom(PodMessages.toMessage(pods, STAMP).toByteArray());

        assertThat(PodMessages.fromMessage(record)).isEqualTo(pods);
        assertThat(FencingTokens.fromMessage(record.getStamp())).isEqualTo(STAMP);
    }

    @Example
    void podsAreBoundedAndNamed() {
        PodsRecord.Pod pod =
                PodsRecord.Pod.newBuilder().setUid("u").setName("chat").build();
        PodsRecord tooMany = PodsRecord.newBuilder()
                .addAllPods(Collections.nCopies(PodMessages.MOST_PODS + 1, pod))
                .build();
        PodsRecord unnamed =
                PodsRecord.newBuilder().addPods(pod.toBuilder().clearName()).build();

        assertThatThrownBy(() -> PodMessages.fromMessage(tooMany))
                .hasMessage("a scale target must have at most 5000 known pods, had 5001");
        assertThatThrownBy(() -> PodMessages.fromMessage(unnamed))
                .hasMessage("a pod needs a uid and a name, had 'u' and ''");
    }

    @Example
    void keysComeBackAsTheyWere() {
        SharedKey plan = new SharedKey.OfPlan(CHAT);
        SharedKey history = new SharedKey.OfHistory(CHAT, DAY);

        assertThat(plan.text()).isEqualTo("plan/llm/chat");
        assertThat(history.text()).isEqualTo("history/llm/chat/2026-01-05");
        SharedKey learnt = new SharedKey.OfLearnt(CHAT);
        assertThat(learnt.text()).isEqualTo("learnt/llm/chat");
        assertThat(SharedKey.parse(learnt.text())).contains(learnt);
        SharedKey pods = new SharedKey.OfPods(new ScaleTarget("llm", "Deployment", "chat"));
        assertThat(pods.text()).isEqualTo("pods/llm/Deployment/chat");
        assertThat(SharedKey.parse(pods.text())).contains(pods);
        assertThat(SharedKey.parse(plan.text())).contains(plan);
        assertThat(SharedKey.parse(history.text())).contains(history);
    }

    @Example
    void keysOfOtherVersionsAreNone() {
        for (String key : new String[] {
            "posture/llm/chat/so",
            "learnt/llm/chat/x",
            "guessed/llm/chat",
            "plan/llm",
            "plan/llm/chat/x",
            "pods/llm/chat",
            "pods/llm/Deployment/",
            "history/llm/chat/today",
            "",
            "//"
        }) {
            assertThat(SharedKey.parse(key)).as(key).isEmpty();
        }
    }

    @Example
    void wordsOfANewerVersionAreReadWithCare() throws Exception {
        PlanRecord.Builder record = PlanMessages.toMessage(NotedPlans.noted(CHAT, 3), STAMP).toBuilder();
        record.getTelemetryBuilder().setWord("half-asleep");
        record.addReasons(dev.headroom.proto.plan.Reason.newBuilder()
                .setStage("lead_time")
                .setReplicas(4)
                .setSentence("a start takes 4 min"));
        record.getBasisBuilder()
                .addStandings(dev.headroom.proto.plan.SloStatus.newBuilder().setSignal("tpot"));

        NotedPlan read = PlanMessages.fromMessage(record.build());

        assertThat(read.plan().state()).isInstanceOf(TelemetryState.Unobservable.class);
        assertThat(read.plan().state().cause()).contains("'half-asleep' is unknown");
        assertThat(read.plan().reasons())
                .contains(new Reason(ReasonCode.RISE_WITHIN_LEAD_TIME, 4, "a start takes 4 min"));
        assertThat(read.plan().basis().standings()).isEmpty();
    }

    @Example
    void whatIsNoPlanIsRefused() {
        assertThatThrownBy(() -> PlanMessages.fromMessage(PlanRecord.getDefaultInstance()))
                .isInstanceOf(UnreadableRecord.class);
        PlanRecord.Builder record = PlanMessages.toMessage(NotedPlans.noted(CHAT, 3), STAMP).toBuilder();
        assertThatThrownBy(() -> PlanMessages.fromMessage(record.clearAnswer().build()))
                .hasMessage("a plan needs an answer: replicas or unavailable");
        assertThatThrownBy(() -> PlanMessages.fromMessage(record.setReplicas(-1).build()))
                .hasMessage("replicas must not be negative, was -1");
        assertThatThrownBy(() -> HistoryMessages.fromMessage(
                        DAY, HistoryRecord.newBuilder().addMinute(5).build()))
                .isInstanceOf(UnreadableRecord.class);
        assertThatThrownBy(() -> HistoryMessages.fromMessage(
                        DAY,
                        HistoryRecord.newBuilder()
                                .addMinute(2000)
                                .addPerSecond(1)
                                .build()))
                .isInstanceOf(UnreadableRecord.class);
    }

    @Provide
    Arbitrary<NotedPlan> plans() {
        return NotedPlans.any();
    }
}
