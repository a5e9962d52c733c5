// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.BrokerForTests;
import dev.headroom.broker.KafkaBroker;
import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replicas that share plans by a real broker; here in one process, each with a topic of its own test. */
class PlansTopicIT {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final SavedState.Part<LeadTimes.Memory> LEAD_TIMES =
            new SavedState.Part<>("starts", LeadTimes.Memory.class);
    private static KafkaBroker broker;

    private final List<ReplicaUnderTest> replicas = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = BrokerForTests.start();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @AfterEach
    void stopReplicas() {
        broker.start();
        replicas.forEach(ReplicaUnderTest::stop);
    }

    @Test
    void makesACompactedTopicOfOnePartition() throws Exception {
        ReplicaUnderTest only = replica("made");
        eventually(() -> only.duty() == LeaderRole.WRITE);

        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "made");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeTopics(List.of("made"))
                            .allTopicNames()
                            .get()
                            .get("made")
                            .partitions())
                    .hasSize(1);
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void oneWritesAndAllReadTheSame() {
        ReplicaUnderTest owner = ownerOf("same");
        ReplicaUnderTest other = replica("same");
        eventually(() -> other.duty() == LeaderRole.FOLLOW);

        owner.plan(CHAT, 7);

        eventually(() -> owner.desired(CHAT).equals(Optional.of(7)));
        eventually(() -> other.desired(CHAT).equals(Optional.of(7)));
        assertThat(other.board().latest(CHAT)).isEqualTo(owner.board().latest(CHAT));
        assertThat(other.duty()).as("a replica that joins takes nothing away").isEqualTo(LeaderRole.FOLLOW);
    }

    @Test
    void anOrderlyEndHandsOverWithAllThatOnlyTheOwnerKnew() {
        Instant minute = Instant.parse("2026-01-05T08:00:00Z");
        ReplicaUnderTest owner = ownerOf("handover");
        ReplicaUnderTest other = replica("handover");
        owner.round(minute.plusSeconds(30));
        owner.observe(CHAT, minute, 12.5);
        owner.plan(CHAT, 7);
        eventually(() -> other.desired(CHAT).equals(Optional.of(7)));

        owner.stop();

        eventually(() -> other.duty() == LeaderRole.WRITE);
        assertThat(other.desired(CHAT)).contains(7);
        eventually(() -> other.histories().of(CHAT).at(minute).isPresent());
        assertThat(other.histories().of(CHAT).day(LocalDate.ofInstant(minute, ZoneOffset.UTC)))
                .hasValueSatisfying(day -> assertThat(day.known()).isEqualTo(1));
    }

    @Test
    void whoTakesOverGoesOnFromTheLeadTimesThatTheOwnerLearnt() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        ReplicaUnderTest owner = ownerOf("learnt");
        ReplicaUnderTest other = replica("learnt");
        eventually(() -> other.duty() == LeaderRole.FOLLOW);
        LeadTimes usual = LeadTimes.remembering(LeadTimes.Memory.NONE, Duration.ofMinutes(2));
        Replica.Node warm = new Replica.Node(
                Optional.of("L4"), Optional.of(noon.minusSeconds(3600)), Optional.of(noon.plusSeconds(1)));
        Replica ready = new Replica("chat-a", noon, Optional.of(warm), Optional.of(noon.plusSeconds(40)));
        LeadTimes learnt = usual.observing(List.of(ready), List.of(), noon.plusSeconds(60));
        owner.learnt().learnt(CHAT, SavedState.NOTHING.with(LEAD_TIMES, learnt.memory()));

        owner.stop();

        eventually(() ->
                other.duty() == LeaderRole.WRITE && other.learnt().of(CHAT).isPresent());
        LeadTimes.Memory memory =
                other.learnt().of(CHAT).orElseThrow().of(LEAD_TIMES).orElseThrow();
        assertThat(memory).isEqualTo(learnt.memory());
        assertThat(LeadTimes.remembering(memory, Duration.ofMinutes(2)).horizon())
                .isEqualTo(learnt.horizon())
                .isLessThan(usual.horizon());
        assertThat(other.learnt().untold()).as("known to all").isEmpty();
    }

    /** Before, a pod that was deleted while no replica of the service ran was nobody's: its telemetry was {@code unknown_pod}. */
    @Test
    void whoStartsKnowsThePodsThatWereKnownBeforeAllReplicasWent() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        ScaleTarget chat = new ScaleTarget("llm", "Deployment", "chat");
        ReplicaUnderTest owner = ownerOf("pods");
        KnownPod there = new KnownPod("u1", "chat-1", "u1", noon, Optional.empty());
        KnownPod gone = new KnownPod("u0", "chat-0", "chat-0", noon, Optional.of(noon.plusSeconds(60)));
        owner.pods().learn(chat, List.of(gone));
        owner.round(noon.plusSeconds(60));
        owner.pods().learn(chat, List.of(gone, there));

        owner.stop();
        ReplicaUnderTest next = ownerOf("pods");

        eventually(() -> next.pods().known().equals(Map.of(chat, List.of(gone, there))));
        next.pods().remove(chat);
        next.round(noon.plusSeconds(3600));
        ReplicaUnderTest third = replica("pods");
        next.plan(CHAT, 3);
        eventually(() -> third.desired(CHAT).isPresent());
        assertThat(third.pods().known()).as("forgotten for all").isEmpty();
    }

    @Test
    void aRemovedPolicysPlanGoesFromAllReplicas() {
        ReplicaUnderTest owner = ownerOf("removed");
        ReplicaUnderTest other = replica("removed");
        owner.plan(CHAT, 7);
        eventually(() -> other.desired(CHAT).isPresent());

        owner.duty();
        owner.outlet().keepOnly(Set.of());

        eventually(() -> owner.desired(CHAT).isEmpty() && other.desired(CHAT).isEmpty());
    }

    @Test
    void withoutTheBrokerEachPlansFromTheLastPlanAndLaterOneForAll() {
        ReplicaUnderTest owner = ownerOf("outage");
        ReplicaUnderTest other = replica("outage");
        owner.plan(CHAT, 7);
        eventually(() -> other.desired(CHAT).equals(Optional.of(7)) && other.duty() == LeaderRole.FOLLOW);

        broker.stop();
        eventually(() -> owner.duty() == LeaderRole.HOLD && other.duty() == LeaderRole.HOLD);
        assertThat(other.outlet().unreachableFor()).isPresent();
        other.plan(CHAT, 8);
        assertThat(other.desired(CHAT)).contains(8);
        ReplicaUnderTest late = replica("outage");
        assertThat(late.duty()).as("nothing to hold").isEqualTo(LeaderRole.WAIT);

        broker.start();
        eventually(() -> List.of(owner.duty(), other.duty(), late.duty()).contains(LeaderRole.WRITE));
        eventually(() -> late.desired(CHAT).equals(Optional.of(7)));
        ReplicaUnderTest next = replicas.stream()
                .filter(replica -> replica.duty() == LeaderRole.WRITE)
                .findFirst()
                .orElseThrow();
        next.plan(CHAT, 9);
        eventually(() ->
                replicas.stream().allMatch(replica -> replica.desired(CHAT).equals(Optional.of(9))));
    }

    @Test
    void ofATopicWithMorePartitionsOnlyTheFirstIsUsed() {
        broker.createTopic("wide", 3);
        ReplicaUnderTest one = replica("wide");
        ReplicaUnderTest two = replica("wide");
        eventually(() -> EnumSet.of(one.duty(), two.duty()).equals(EnumSet.of(LeaderRole.WRITE, LeaderRole.FOLLOW)));

        (one.duty() == LeaderRole.WRITE ? one : two).plan(CHAT, 4);

        eventually(() ->
                one.desired(CHAT).equals(Optional.of(4)) && two.desired(CHAT).equals(Optional.of(4)));
    }

    @Test
    void aReplicaThatCannotPlanLetsAnotherOwn() {
        ReplicaUnderTest unfit = replica("unfit");
        unfit.forgetPolicies();
        ReplicaUnderTest fit = ownerOf("unfit");

        assertThat(unfit.duty()).isNotEqualTo(LeaderRole.WRITE);
        assertThat(fit.duty()).isEqualTo(LeaderRole.WRITE);
    }

    private ReplicaUnderTest ownerOf(String topic) {
        ReplicaUnderTest replica = replica(topic);
        eventually(() -> replica.duty() == LeaderRole.WRITE);
        return replica;
    }

    private ReplicaUnderTest replica(String topic) {
        ReplicaUnderTest replica = new ReplicaUnderTest(broker.bootstrapServers(), topic);
        replicas.add(replica);
        replica.start();
        return replica;
    }

    /** Rounds go on meanwhile, as they do in the service. */
    private void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    replicas.forEach(ReplicaUnderTest::duty);
                    return condition.call();
                });
    }
}
