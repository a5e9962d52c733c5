// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.claim;
import static dev.headroom.scaler.edge.kubernetes.Kinds.cpuPool;
import static dev.headroom.scaler.edge.kubernetes.Kinds.gpuPool;
import static dev.headroom.scaler.edge.kubernetes.Kinds.object;
import static dev.headroom.scaler.edge.kubernetes.Kinds.scaledObject;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.Replica.Claim;
import dev.headroom.scaler.supply.Replica.Departure;
import dev.headroom.scaler.supply.Replica.Provisioning;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What KEDA was told and what Karpenter does, through watches that meet all that can happen to a watch. */
class ProvisioningWatchTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final ScaleTarget BIG = new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big");
    private static final WorkloadKey WORKLOAD = new WorkloadKey("llm", "chat");
    private static final String LAUNCHED = "[{ type: Launched, status: \"True\" },"
            + " { type: Registered, status: \"False\", reason: NodeNotFound }]";

    private final FakeApiServer server = new FakeApiServer();
    private final ClusterWatch watch = new ClusterWatch(
            server.client(),
            new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)),
            new DocumentLibrary(change -> {}, new PolicyClaims()),
            Clock.systemUTC());

    @AfterEach
    void close() {
        watch.close();
        server.close();
    }

    @Test
    void scaledObjectsComeChangeAndGo() {
        watch.start();
        assertThat(scaling()).isEmpty();

        create(scaledObject(1, 10, "{ scaleUp: { tolerance: \"0.05\" } }"));
        eventually(() -> scaling().isPresent());
        assertThat(scaling().orElseThrow()).satisfies(said -> {
            assertThat(said.scaledObject()).isEqualTo("chat-scaling");
            assertThat(said.target()).contains(CHAT);
            assertThat(said.min()).isEqualTo(1);
            assertThat(said.max()).isEqualTo(10);
            assertThat(said.toleranceUp()).hasValue(0.05);
            assertThat(said.toleranceDown()).isEmpty();
            assertThat(said.isPaused()).isFalse();
        });

        update(Kinds.annotated(scaledObject(1, 20, "{}"), "autoscaling.keda.sh/paused", "true"));
        eventually(() -> scaling().filter(Scaling::isPaused).isPresent());
        assertThat(scaling().orElseThrow().max()).isEqualTo(20);

        delete(scaledObject(1, 20, "{}"));
        eventually(() -> scaling().isEmpty());
    }

    @Test
    void nodePoolsComeChangeAndGo() {
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        create(cpuPool());
        watch.start();

        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        eventually(() -> room().equals(Optional.of(8)));
        assertThat(watch.surroundings().roomFor(CHAT).orElseThrow().sentence())
                .isEqualTo("NodePool gpu allows 8 replicas of 2 nvidia.com/gpu;"
                        + " use by other workloads is not subtracted");

        update(gpuPool("gpu", "{ nvidia.com/gpu: \"6\" }"));
        eventually(() -> room().equals(Optional.of(3)));

        create(gpuPool("burst", "{ nvidia.com/gpu: \"4\" }"));
        eventually(() -> room().equals(Optional.of(5)));

        delete(gpuPool("burst", "{}"));
        eventually(() -> room().equals(Optional.of(3)));

        update(gpuPool("gpu", "{}"));
        eventually(() -> room().isEmpty());
    }

    @Test
    void aNodeThatIsOnItsWayIsSeenUntilItIsThere() {
        create(GpuPods.deployment(1, GpuPods.server(2, "")));
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        create(ofDeployment("chat", "u1").pod());
        watch.start();
        eventually(() -> provisioning().equals(Optional.of(new Provisioning(Optional.empty()))));

        create(claim("gpu-x7", "[]"));
        eventually(() -> claimOf().isPresent());
        assertThat(claimOf().orElseThrow()).satisfies(claim -> {
            assertThat(claim.name()).isEqualTo("gpu-x7");
            assertThat(claim.hardware()).contains("l40s");
            assertThat(claim.launched()).isFalse();
            assertThat(claim.stage()).isEqualTo("not Launched");
        });

        update(claim("gpu-x7", LAUNCHED));
        eventually(() -> claimOf().filter(Claim::launched).isPresent());
        assertThat(claimOf().orElseThrow().stage()).isEqualTo("not Registered: NodeNotFound");

        delete(claim("gpu-x7", "[]"));
        eventually(() -> claimOf().isEmpty());
    }

    @Test
    void replicasOnACapacityBlockAreKnownToLeave() {
        create(ofDeployment("chat", "u1").onNode("node-1", CREATED).pod());
        create(NodeFixture.node(
                "node-1",
                CREATED,
                Map.of(
                        "karpenter.k8s.aws/capacity-reservation-type", "capacity-block",
                        "karpenter.k8s.aws/capacity-reservation-id", "cr-1")));
        watch.start();
        eventually(() -> replicas().isPresent());
        assertThat(departure()).isEmpty();

        create(block("2026-12-01T11:30:00Z"));
        eventually(() -> departure().isPresent());
        assertThat(departure())
                .contains(new Departure(
                        Instant.parse("2026-12-01T10:50:00Z"), "Capacity Block cr-1 ends at 2026-12-01T11:30:00Z"));

        update(block("2026-12-02T11:30:00Z"));
        eventually(() -> departure()
                .filter(one -> one.at().equals(Instant.parse("2026-12-02T10:50:00Z")))
                .isPresent());

        delete(block("2026-12-02T11:30:00Z"));
        eventually(() -> departure().isEmpty());
    }

    @Test
    void leaderWorkerSetsAreCountedBySpec() {
        watch.start();

        create(group("{ replicas: 3 }"));
        eventually(() -> watch.currentReplicas().of(BIG).equals(OptionalInt.of(3)));
        update(group("{ replicas: \"five\" }"));
        eventually(() -> watch.currentReplicas().of(BIG).equals(OptionalInt.of(1)));
        delete(group("{}"));
        eventually(() -> watch.currentReplicas().of(BIG).isEmpty());
    }

    @Test
    void aKindThatIsInstalledLaterIsSeenThen() {
        server.refusing("nodepools", 404).refusing("scaledobjects", 404);
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        watch.start();
        eventually(() -> server.lists("nodepools") > 1 && server.lists("scaledobjects") > 1);
        eventually(() -> watch.currentReplicas().of(CHAT).equals(OptionalInt.of(2)));
        assertThat(room()).isEmpty();

        server.grant("nodepools");
        server.grant("scaledobjects");
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        create(scaledObject(1, 10, "{}"));

        eventually(() -> room().equals(Optional.of(8)));
        eventually(() -> scaling().isPresent());
    }

    @Test
    void aRightThatIsGrantedLaterIsUsedThen() {
        for (String resource : List.of("nodeclaims", "nodepools", "scaledobjects", "ec2nodeclasses", "nodes")) {
            server.refusing(resource, 403);
        }
        create(GpuPods.deployment(1, GpuPods.server(2, "")));
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        create(ofDeployment("chat", "u1").pod());
        watch.start();
        eventually(() -> replicas().isPresent() && server.lists("nodeclaims") > 1);
        assertThat(provisioning()).as("unknown, not nothing").isEmpty();
        assertThat(room()).isEmpty();

        server.grant("nodepools");
        server.grant("nodeclaims");
        eventually(() -> provisioning().isPresent());
        assertThat(room()).as("nodes that others made cannot be seen").isEmpty();
        server.grant("nodes");
        eventually(() -> room().isPresent());
    }

    @Test
    void aWatchThatIsTooOldBeginsAnew() {
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        server.forget("nodepools");
        watch.start();
        eventually(() -> server.forgotten("nodepools") == 1 && server.lists("nodepools") > 1);

        update(gpuPool("gpu", "{ nvidia.com/gpu: \"6\" }"));

        eventually(() -> room().equals(Optional.of(3)));
    }

    @Test
    void anOutageLeavesWhatWasKnownAndIsCaughtUpWith() {
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        create(scaledObject(1, 10, "{}"));
        watch.start();
        eventually(() -> room().isPresent() && scaling().isPresent());

        server.goAway();
        assertThat(room()).contains(8);
        server.comeBack();
        update(gpuPool("gpu", "{ nvidia.com/gpu: \"6\" }"));
        update(scaledObject(1, 12, "{}"));

        eventually(() -> room().equals(Optional.of(3)));
        eventually(() -> scaling().filter(said -> said.max() == 12).isPresent());
    }

    @Test
    void oneKindThatHangsKeepsNoOtherFromBeingSeen() {
        server.hangingAt("nodeclaims");
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        create(gpuPool("gpu", "{ nvidia.com/gpu: \"16\" }"));
        create(claim("gpu-x7", LAUNCHED));
        create(ofDeployment("chat", "u1").pod());
        watch.start();

        eventually(() -> room().isPresent() && replicas().isPresent());
        assertThat(provisioning()).isEmpty();

        server.grant("nodeclaims");
        eventually(() -> claimOf().isPresent());
    }

    @Test
    void objectsThatAreNothingLikeTheirKindDoNoHarm() {
        create(GpuPods.deployment(2, GpuPods.server(2, "")));
        create(object(
                "NodePool", "odd", "spec: { limits: [1], template: { spec: { requirements: { a: b }, taints: 7 } } }"));
        create(object("NodePool", "empty", "{}"));
        create(object("NodeClaim", "odd", "spec: 7\nstatus: { conditions: [1, { type: 3 }], capacity: none }"));
        create(object("EC2NodeClass", "odd", "status: { capacityReservations: [{ endTime: never, id: [] }, 3] }"));
        create(object("ScaledObject", "odd", "spec: { triggers: { a: b }, maxReplicaCount: many, scaleTargetRef: 3 }"));
        create(object(
                "LeaderWorkerSet",
                "big",
                "spec: { leaderWorkerTemplate: { size: -3, workerTemplate: { spec: { containers: 3 } } } }"));
        create(scaledObject(1, 10, "{ scaleUp: 3, scaleDown: { tolerance: [] } }"));
        watch.start();

        eventually(() -> scaling().isPresent());
        eventually(() -> watch.currentReplicas().of(BIG).equals(OptionalInt.of(1)));
        eventually(() -> server.calls().contains(new FakeApiServer.Call("watch", "karpenter.sh", "nodepools")));
        assertThat(room()).as("a NodePool that says nothing has no limit").isEmpty();
    }

    private static HasMetadata block(String end) {
        return object("EC2NodeClass", "gpu", """
                status:
                  capacityReservations:
                    - { id: cr-1, endTime: "%s", reservationType: capacity-block, instanceType: p5.48xlarge, state: active }
                """.formatted(end));
    }

    private static HasMetadata group(String spec) {
        return object("LeaderWorkerSet", "big", "spec: " + spec);
    }

    private Optional<Scaling> scaling() {
        return watch.surroundings().scalingOf(WORKLOAD, Optional.of(CHAT));
    }

    private Optional<Integer> room() {
        return watch.surroundings().roomFor(CHAT).map(Room::replicas);
    }

    private Optional<List<Replica>> replicas() {
        return watch.replicaSight().of(CHAT);
    }

    private Optional<Replica> replica() {
        return replicas().stream().flatMap(List::stream).findFirst();
    }

    private Optional<Provisioning> provisioning() {
        return replica().flatMap(one -> one.prospect().provisioning());
    }

    private Optional<Claim> claimOf() {
        return replica().flatMap(Replica::claim);
    }

    private Optional<Departure> departure() {
        return replica().flatMap(one -> one.prospect().departure());
    }

    private void create(HasMetadata object) {
        server.admin().resource(object).create();
    }

    private void update(HasMetadata object) {
        server.admin().resource(object).update();
    }

    private void delete(HasMetadata object) {
        server.admin().resource(object).delete();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(90)).until(condition);
    }
}
