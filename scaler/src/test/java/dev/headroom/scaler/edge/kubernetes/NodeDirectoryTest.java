// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.NodeFixture.node;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replicas as pods and nodes together show them. */
class NodeDirectoryTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final ScaleTarget BIG = new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big");
    private static final Instant BOUND = CREATED.plusSeconds(70);

    private Instant now = CREATED.plusSeconds(100);
    private final NodeDirectory nodes = new NodeDirectory();
    private final PodDirectory pods = new PodDirectory(() -> now, Duration.ofMinutes(20), "llm"::equals);

    @Test
    void namesTheAcceleratorOrElseTheMachine() {
        Map<String, String> aws = Map.of(
                "node.kubernetes.io/instance-type", "p5.48xlarge", "karpenter.k8s.aws/instance-gpu-name", "h100");

        assertThat(hardwareOf(Map.of("nvidia.com/gpu.product", "NVIDIA-L4", "node.kubernetes.io/instance-type", "g6")))
                .contains("NVIDIA-L4");
        assertThat(hardwareOf(aws)).contains("h100");
        assertThat(hardwareOf(Map.of("cloud.google.com/gke-accelerator", "nvidia-l4")))
                .contains("nvidia-l4");
        assertThat(hardwareOf(Map.of("node.kubernetes.io/instance-type", "p5.48xlarge")))
                .contains("p5.48xlarge");
        assertThat(hardwareOf(Map.of("nvidia.com/gpu.product", " "))).isEmpty();
    }

    @Test
    void aReplicaHasItsNodeItsHardwareAndItsTimes() {
        nodes.put(node("node-1", CREATED.plusSeconds(40), Map.of("nvidia.com/gpu.product", "NVIDIA-L4")));
        pods.put(ofDeployment("chat", "u1")
                .onNode("node-1", BOUND)
                .readySince(CREATED.plusSeconds(99))
                .entry());

        Replica.Node node =
                new Replica.Node(Optional.of("NVIDIA-L4"), Optional.of(CREATED.plusSeconds(40)), Optional.of(BOUND));
        Replica replica = new Replica("u1", CREATED, Optional.of(node), Optional.of(CREATED.plusSeconds(99)))
                .inPod("chat-7d9f-u1");
        assertThat(replicas(CHAT)).containsExactly(replica);
        assertThat(replica.onNewNode()).contains(true);
    }

    @Test
    void theLargestNodeOfATargetsPodsCounts() {
        nodes.put(withGpus(node("node-1", CREATED, Map.of())));
        nodes.put(node("node-2", CREATED, Map.of()));
        pods.put(ofDeployment("chat", "u1").onNode("node-1", BOUND).entry());
        pods.put(ofDeployment("chat", "u2").onNode("node-2", BOUND).entry());
        pods.put(ofDeployment("code", "u3").onNode("node-2", BOUND).entry());

        assertThat(pods.devicesPerNode(CHAT, nodes)).hasValue(8);
        assertThat(pods.devicesPerNode(new ScaleTarget("llm", "Deployment", "code"), nodes))
                .isEmpty();
        assertThat(pods.devicesPerNode(BIG, nodes)).isEmpty();
    }

    @Test
    void othersMakeNodesToo() {
        nodes.put(withGpus(node("node-1", CREATED, Map.of("karpenter.sh/nodepool", "gpu"))));

        assertThat(nodes.othersHave("nvidia.com/gpu", Set.of("gpu"))).isFalse();
        assertThat(nodes.othersHave("nvidia.com/gpu", Set.of()))
                .as("its NodePool was deleted without it")
                .isTrue();
        assertThat(nodes.othersHave("aws.amazon.com/neuron", Set.of())).isFalse();

        Node leaving = withGpus(node("node-1", CREATED, Map.of("karpenter.sh/nodepool", "gpu")));
        leaving.setSpec(new NodeSpecBuilder()
                .addNewTaint("NoSchedule", "karpenter.sh/disrupted", null, null)
                .build());
        nodes.put(leaving);
        assertThat(nodes.othersHave("nvidia.com/gpu", Set.of()))
                .as("its NodePool was deleted, and it goes with it")
                .isFalse();

        nodes.put(withGpus(node("node-2", CREATED, Map.of())));
        assertThat(nodes.othersHave("nvidia.com/gpu", Set.of("gpu"))).isTrue();
    }

    private static Node withGpus(Node node) {
        node.setStatus(new NodeStatusBuilder()
                .addToCapacity("nvidia.com/gpu", new Quantity("8"))
                .build());
        return node;
    }

    @Test
    void aNodeThatCannotBeSeenIsStillANode() {
        pods.put(ofDeployment("chat", "u1").onNode("node-1", BOUND).entry());
        pods.put(ofDeployment("chat", "u2").entry());

        assertThat(replicas(CHAT))
                .extracting(Replica::node)
                .containsExactly(
                        Optional.of(new Replica.Node(Optional.empty(), Optional.empty(), Optional.of(BOUND))),
                        Optional.empty());
        assertThat(replicas(CHAT))
                .allSatisfy(replica -> assertThat(replica.onNewNode()).isEmpty());
    }

    @Test
    void aNodeThatIsGoneIsForgotten() {
        nodes.put(node("node-1", CREATED, Map.of("nvidia.com/gpu.product", "NVIDIA-L4")));
        pods.put(ofDeployment("chat", "u1").onNode("node-1", BOUND).entry());

        nodes.remove(new SlimStore.Name("", "node-1"));

        assertThat(replicas(CHAT))
                .singleElement()
                .satisfies(replica -> assertThat(replica.hardware()).isEmpty());
    }

    @Test
    void aGroupIsAsItsLeaderShowsIt() {
        pods.put(ofGroup("big", 0, 0)
                .onNode("node-1", BOUND)
                .readySince(CREATED.plusSeconds(95))
                .entry());
        pods.put(ofGroup("big", 0, 1).createdAt(CREATED.minusSeconds(9)).entry());
        pods.put(ofGroup("big", 1, 1).readySince(CREATED.plusSeconds(95)).entry());

        assertThat(replicas(BIG)).extracting(Replica::name).containsExactly("big-0", "big-1");
        assertThat(replicas(BIG).get(0).ready()).contains(CREATED.plusSeconds(95));
        assertThat(replicas(BIG).get(1).ready()).as("without its leader").isEmpty();
    }

    @Test
    void whatLeavesIsNoReplica() {
        pods.put(ofDeployment("chat", "u1").ready().beingDeleted().entry());

        assertThat(replicas(CHAT)).isEmpty();
    }

    @Test
    void withoutADateItIsReadySinceThatWasFirstSeen() {
        pods.put(ofDeployment("chat", "u1").entry());
        pods.put(ofDeployment("chat", "u1").ready().entry());
        now = now.plusSeconds(50);
        pods.put(ofDeployment("chat", "u1").ready().at("10.0.0.7").entry());

        assertThat(replicas(CHAT))
                .singleElement()
                .satisfies(replica -> assertThat(replica.ready()).contains(CREATED.plusSeconds(100)));
    }

    @Test
    void otherNamespacesAreUnknown() {
        assertThat(pods.replicasOf(new ScaleTarget("other", "Deployment", "chat"), nodes))
                .isEmpty();
    }

    private Optional<String> hardwareOf(Map<String, String> labels) {
        nodes.put(node("node-1", CREATED, labels));
        pods.put(ofDeployment("chat", "u1").onNode("node-1", BOUND).entry());
        return replicas(CHAT).get(0).hardware();
    }

    private List<Replica> replicas(ScaleTarget target) {
        return pods.replicasOf(target, nodes).orElseThrow();
    }
}
