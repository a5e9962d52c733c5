// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.NodeFixture.node;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes through a watch, and what is said of replicas that do not start. */
@EnableKubernetesMockClient(crud = true)
class NodeWatchTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    /** Set by the extension. */
    KubernetesClient client;

    private ClusterWatch watch;

    @BeforeEach
    void watch() {
        DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
        watch = new ClusterWatch(
                client, new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)), library, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void replicasAreKnownWithTheirNodes() {
        client.resource(node("node-1", CREATED.plusSeconds(9), Map.of("nvidia.com/gpu.product", "NVIDIA-L4")))
                .create();
        client.resource(ofDeployment("chat", "u1")
                        .onNode("node-1", CREATED.plusSeconds(60))
                        .pod())
                .create();
        assertThat(replicas()).as("nothing has been listed").isEmpty();

        watch.start();

        eventually(() -> replicas().isPresent());
        assertThat(replicas().orElseThrow()).singleElement().satisfies(replica -> {
            assertThat(replica.hardware()).contains("NVIDIA-L4");
            assertThat(replica.onNewNode()).as("both times are known").isPresent();
        });
    }

    @Test
    void whatServersAreStartedWithIsKnownFromPodsAndFromTheTemplate() {
        client.resource(ofDeployment("chat", "u1").running("--max-num-seqs=128").pod())
                .create();
        Deployment chat = GpuPods.deployment(
                1, ofDeployment("chat", "u2").running("--max-num-seqs=32").pod().getSpec());
        client.resource(chat).create();
        assertThat(watch.replicaSight().templateOf(CHAT)).isEqualTo(StatedLimits.UNKNOWN);

        watch.start();

        eventually(() -> replicas().isPresent());
        assertThat(replicas().orElseThrow())
                .singleElement()
                .satisfies(
                        replica -> assertThat(replica.limits().maxSequences()).hasValue(128));
        eventually(() -> watch.replicaSight().templateOf(CHAT).maxSequences().equals(OptionalInt.of(32)));

        client.resource(chat).delete();
        eventually(() -> watch.replicaSight().templateOf(CHAT).equals(StatedLimits.UNKNOWN));
    }

    @Test
    void nodesComeChangeAndGo() {
        client.resource(ofDeployment("chat", "u1")
                        .onNode("node-1", CREATED.plusSeconds(60))
                        .pod())
                .create();
        watch.start();
        eventually(() -> hardware().isEmpty() && replicas().isPresent());

        client.resource(node("node-1", CREATED, Map.of("node.kubernetes.io/instance-type", "g6.xlarge")))
                .create();
        eventually(() -> hardware().equals(Optional.of("g6.xlarge")));
        client.resource(node("node-1", CREATED, Map.of("nvidia.com/gpu.product", "NVIDIA-L4")))
                .update();
        eventually(() -> hardware().equals(Optional.of("NVIDIA-L4")));
        client.nodes().withName("node-1").delete();
        eventually(() -> hardware().isEmpty());
    }

    @Test
    void aStartThatIsStuckIsToldOnceWhereItIsScaled() {
        client.resource(ofDeployment("chat", "u1").pod()).create();
        Deployment chat = client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace("llm")
                        .withName("chat")
                        .endMetadata()
                        .build())
                .create();
        watch.start();
        eventually(() -> replicas().isPresent());

        String replica = replicas().orElseThrow().get(0).name();
        Stuck stuck = new Stuck(replica, Duration.ofSeconds(700), Duration.ofSeconds(240), true, true);

        watch.stuckStarts().stuck(CHAT, List.of(stuck));
        watch.stuckStarts().stuck(CHAT, List.of(stuck));
        watch.stuckStarts()
                .stuck(
                        CHAT,
                        List.of(stuck, new Stuck("u2", Duration.ofSeconds(9), Duration.ofSeconds(8), false, false)));

        eventually(() -> events().size() == 2);
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("StuckStart");
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("Deployment");
            assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("apps/v1");
            assertThat(event.getInvolvedObject().getUid())
                    .isEqualTo(chat.getMetadata().getUid());
        });
        assertThat(events())
                .extracting(Event::getMessage)
                .containsExactlyInAnyOrder(
                        "pod chat-7d9f-u1 has been starting for 700 s, longer than nearly all starts (240 s):"
                                + " another replica replaces it",
                        "pod u2 has been starting for 9 s, longer than nearly all starts (8 s), has no node:"
                                + " it still counts as starting");
    }

    private Optional<List<Replica>> replicas() {
        return watch.replicaSight().of(CHAT);
    }

    private Optional<String> hardware() {
        return replicas().stream().flatMap(List::stream).findFirst().flatMap(Replica::hardware);
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("llm").list().getItems();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
