// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionFixture;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the author of a ScaledObject is told, and how often. The policy has replicas of 1 to 40. */
class ScaledObjectEventsTest {
    private static final DocumentName CHAT = new DocumentName("llm", "chat");
    private static final WorkloadKey WORKLOAD = new WorkloadKey("llm", "chat");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeApiServer server = new FakeApiServer();
    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
    private final ScaledObjects scaledObjects = new ScaledObjects(() -> true);
    private final ScaledObjectEvents told = new ScaledObjectEvents(
            new FaultEvents(server.client(), Clock.systemUTC(), Runnable::run), scaledObjects, library);

    @BeforeEach
    void begin() {
        library.put(
                DocumentKind.SLO_POLICY,
                CHAT,
                ClusterWatchTest.policy(CHAT, 1).getData().get("policy.yaml"));
        scaledObjects.put(scaledObject(1, 40, "{}"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void limitsThatAgreeAreNoNews() {
        told.accept(decided(NOON, 10));

        assertThat(events()).isEmpty();
    }

    @Test
    void limitsThatDifferAreToldOnceAndAgainWhenTheyDifferOtherwise() {
        scaledObjects.put(scaledObject(1, 10, "{}"));
        for (int round = 0; round < 100; round++) {
            told.accept(decided(NOON.plusSeconds(round), 4));
        }
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo(ScaledObjectEvents.LIMITS_DIFFER);
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("ScaledObject");
            assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("keda.sh/v1alpha1");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("chat-scaling");
            assertThat(event.getMessage())
                    .isEqualTo("maxReplicaCount 10 is below replicas.max 40 of policy chat: KEDA never goes above 10");
        });

        scaledObjects.put(scaledObject(3, 40, "{}"));
        told.accept(decided(NOON.plusSeconds(200), 4));
        assertThat(events()).as("not so soon").hasSize(1);
        told.accept(decided(NOON.plus(ScaledObjectEvents.AT_MOST_EVERY), 4));

        assertThat(events())
                .extracting(Event::getMessage)
                .contains("minReplicaCount 3 is above replicas.min 1 of policy chat: KEDA never goes below 3");
    }

    @Test
    void aTargetThatSeveralScaleIsTold() {
        var other = scaledObject(1, 40, "{}");
        other.getMetadata().setName("chat-twice");
        other.getMetadata().setAnnotations(Map.of("autoscaling.keda.sh/paused", "true"));
        scaledObjects.put(other);
        told.accept(decided(NOON, 4));
        assertThat(events()).as("a paused one has no HPA").isEmpty();

        other.getMetadata().setAnnotations(Map.of());
        scaledObjects.put(other);
        told.accept(decided(NOON, 4));

        assertThat(events())
                .extracting(event -> event.getReason() + ": " + event.getMessage())
                .containsExactly("SharedTarget: ScaledObjects chat-scaling, chat-twice scale one Deployment, chat:"
                        + " their HPAs block each other; delete all but one");
    }

    @Test
    void aPlanBeyondWhatKedaAllowsIsTold() {
        scaledObjects.put(scaledObject(1, 10, "{}"));

        told.accept(decided(NOON, 12));

        assertThat(events())
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder(ScaledObjectEvents.LIMITS_DIFFER, ScaledObjectEvents.HELD);
    }

    @Test
    void whatNoNumberKeepsAndWhatNodePoolsHoldIsToldWithTheReason() {
        Reason infeasible = new Reason(ReasonCode.INFEASIBLE, 4, "ttft p95 <= 10ms cannot be kept; it is not counted");
        Reason room = new Reason(ReasonCode.CLUSTER_ROOM, 8, "held at 8: NodePools burst, gpu allow 8 replicas");

        told.accept(decided(NOON, 8, infeasible, room));
        told.accept(decided(
                NOON.plusSeconds(1),
                8,
                new Reason(ReasonCode.INFEASIBLE, 4, "ttft p95 <= 10ms cannot be kept by 2 ms; it is not counted"),
                room));

        assertThat(events())
                .extracting(event -> event.getReason() + ": " + event.getMessage())
                .containsExactlyInAnyOrder(
                        ScaledObjectEvents.INFEASIBLE + ": " + infeasible.sentence(),
                        ScaledObjectEvents.ROOM + ": " + room.sentence());
    }

    @Test
    void aProfileThatIsNotThereIsTold() {
        Reason absent = new Reason(
                ReasonCode.PROFILE_ABSENT, 4, "the policy names profile h1000, which does not exist in namespace llm");

        told.accept(decided(NOON, 4, absent));
        told.accept(decided(NOON.plusSeconds(1), 4, absent));

        assertThat(events())
                .extracting(event -> event.getReason() + ": " + event.getMessage())
                .containsExactly("ProfileAbsent: " + absent.sentence());
    }

    @Test
    void aFaultOfThePolicyItNamesIsToldOnceAndAgainAfterItWasAwayAndTheClusterForgotIt() {
        library.put(DocumentKind.SLO_POLICY, CHAT, "replicas: none");
        told.roundOver(NOON);
        told.roundOver(NOON.plusSeconds(60));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo(ScaledObjectEvents.FAULT);
            assertThat(event.getMessage()).endsWith(library.faultText(DocumentKind.SLO_POLICY, CHAT));
        });

        told.roundOver(NOON.plusSeconds(60).plus(ScaledObjectEvents.AT_MOST_EVERY));
        assertThat(events()).as("the Event still lies there").hasSize(1);

        server.admin().resourceList(new ArrayList<>(events())).delete();
        told.roundOver(NOON.plusSeconds(60).plus(ScaledObjectEvents.AT_MOST_EVERY.multipliedBy(2)));

        assertThat(events()).hasSize(1);
    }

    @Test
    void withoutTheRightNothingIsAskedForAMinute() {
        server.refusing("events", 403);
        scaledObjects.put(scaledObject(1, 10, "{}"));

        told.accept(decided(NOON, 12));

        await().atMost(Duration.ofSeconds(60)).until(() -> server.count("create", "events") >= 1);
        assertThat(server.count("create", "events")).as("two were to be raised").isEqualTo(1);
    }

    private List<Event> events() {
        return server.admin().v1().events().inNamespace("llm").list().getItems();
    }

    private Decision decided(Instant now, int desired, Reason... reasons) {
        ScaledObject scaledObject = scaledObjects.naming(WORKLOAD).get(0);
        Supply supply = Supply.UNKNOWN.within(
                Optional.of(new Room(8, List.of("burst", "gpu"), "nvidia.com/gpu", 2)),
                Optional.of(scaledObject.scaling()));
        PlanInput usual = DecisionFixture.decision().input();
        PlanInput input = new PlanInput(
                usual.snapshot(),
                usual.demand(),
                usual.policy(),
                usual.capacity(),
                supply,
                usual.budget(),
                usual.horizon(),
                now,
                usual.previous());
        ReplicaPlan plan = new ReplicaPlan(
                WORKLOAD,
                now,
                new TelemetryState.Fresh("events arrive", now),
                desired,
                true,
                new Answer.Replicas(desired),
                new ArrayList<>(List.of(reasons)),
                ReplicaPlan.Basis.NOTHING);
        return new Decision("1.2.3", PlanSettings.DEFAULTS, input, plan);
    }
}
