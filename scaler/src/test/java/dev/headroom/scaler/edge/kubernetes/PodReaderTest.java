// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofGroup;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.edge.kubernetes.PodEntry.Stage;
import dev.headroom.scaler.supply.StatedLimits;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodReaderTest {
    @Test
    void findsTheDeploymentBehindTheReplicaSet() {
        assertThat(ofDeployment("chat", "u1").entry().target()).hasToString("llm/Deployment/chat");
        assertThat(ofDeployment("chat-7d9f", "u1").entry().target()).hasToString("llm/Deployment/chat-7d9f");
    }

    @Test
    void knowsABareReplicaSetWhichHasNoHash() {
        assertThat(pod("chat-1", "u1")
                        .ownedBy("ReplicaSet", "chat-7d9f")
                        .entry()
                        .target())
                .hasToString("llm/ReplicaSet/chat-7d9f");
        assertThat(pod("chat-1", "u1")
                        .ownedBy("ReplicaSet", "chat")
                        .labelled("pod-template-hash", "7d9f")
                        .entry()
                        .target())
                .hasToString("llm/ReplicaSet/chat");
    }

    @Test
    void findsARolloutByItsOwnHash() {
        assertThat(pod("chat-1", "u1")
                        .ownedBy("ReplicaSet", "chat-55")
                        .labelled("rollouts-pod-template-hash", "55")
                        .entry()
                        .target())
                .hasToString("llm/Rollout/chat");
    }

    @Test
    void takesAStatefulSetAndACustomKindAsTheyAre() {
        assertThat(pod("chat-0", "u1").ownedBy("StatefulSet", "chat").entry().target())
                .hasToString("llm/StatefulSet/chat");
        assertThat(pod("chat-0", "u1").ownedBy("RayCluster", "chat").entry().target())
                .hasToString("llm/RayCluster/chat");
    }

    @Test
    void knowsAGroupByItsLabelsWhateverOwnsThePod() {
        PodEntry leader = ofGroup("big", 3, 0).entry();
        PodEntry worker = ofGroup("big", 3, 1).entry();

        assertThat(leader.target()).hasToString("llm/LeaderWorkerSet/big");
        assertThat(worker.target()).isEqualTo(leader.target());
        assertThat(leader.replica()).isEqualTo("big-3").isEqualTo(worker.replica());
        assertThat(leader.leads()).isTrue();
        assertThat(worker.leads()).isFalse();
    }

    @Test
    void knowsWhatAServerWasStartedWith() {
        PodEntry entry = ofDeployment("chat", "u1").running("--max-num-seqs=32").entry();

        assertThat(entry.limits().maxSequences()).hasValue(32);
        assertThat(entry.readySince(PodFixture.CREATED).limits()).isEqualTo(entry.limits());
    }

    @Test
    void asksOnlyTheLeaderOfAGroupAndNobodyWhoIsNotScaled() {
        assertThat(ofGroup("big", 3, 0)
                        .running("--max-num-seqs=32")
                        .entry()
                        .limits()
                        .maxSequences())
                .hasValue(32);
        assertThat(ofGroup("big", 3, 1).running("--max-num-seqs=32").entry().limits())
                .isEqualTo(StatedLimits.UNKNOWN);
        assertThat(pod("a", "u1").running("--max-num-seqs=32").entry().limits()).isEqualTo(StatedLimits.UNKNOWN);
    }

    @Test
    void findsNobodyForWhatIsNotScaled() {
        assertThat(pod("a", "u1").entry().target()).isNull();
        assertThat(pod("a", "u1").ownedBy("Job", "a").entry().target()).isNull();
        assertThat(pod("a", "u1").ownedBy("DaemonSet", "a").entry().target()).isNull();
        assertThat(pod("a", "u1").ownedBy("Node", "n").entry().target()).isNull();
    }

    @Test
    void takesNoAddressThatIsNotThePodsOwn() {
        assertThat(pod("a", "u1").at("10.0.0.7").entry().ips()).containsExactly("10.0.0.7");
        assertThat(pod("a", "u1").at("10.0.0.7").onTheHostsNetwork().entry().ips())
                .isEmpty();
        assertThat(pod("a", "u1").at("10.0.0.7").inPhase("Succeeded").entry().ips())
                .isEmpty();
    }

    @Test
    void takesBothAddressesOfADualStack() {
        Pod dual = new PodBuilder(pod("a", "u1").at("10.0.0.7").pod())
                .editStatus()
                .addNewPodIP("10.0.0.7")
                .addNewPodIP("fd00::7")
                .endStatus()
                .build();

        assertThat(PodReader.read(dual).ips()).containsExactly("10.0.0.7", "fd00::7");
    }

    @Test
    void tellsHowFarItHasCome() {
        assertThat(pod("a", "u1").entry().stage()).isEqualTo(Stage.STARTING);
        assertThat(pod("a", "u1").ready().entry().stage()).isEqualTo(Stage.READY);
        assertThat(pod("a", "u1").ready().beingDeleted().entry().stage()).isEqualTo(Stage.LEAVING);
        assertThat(pod("a", "u1").ready().inPhase("Failed").entry().stage()).isEqualTo(Stage.LEAVING);
    }

    @Test
    void tellsWhenItHadItsNodeAndWasReady() {
        PodEntry pending = pod("a", "u1").entry();
        PodEntry ready = pod("a", "u1")
                .onNode("node-1", PodFixture.CREATED.plusSeconds(3))
                .readySince(PodFixture.CREATED.plusSeconds(90))
                .entry();

        assertThat(pending.node()).isNull();
        assertThat(pending.course().scheduled()).isEmpty();
        assertThat(pending.ready()).isEmpty();
        assertThat(ready.node()).isEqualTo("node-1");
        assertThat(ready.course().scheduled()).contains(PodFixture.CREATED.plusSeconds(3));
        assertThat(ready.ready()).contains(PodFixture.CREATED.plusSeconds(90));
    }

    @Test
    void readsAPodOfWhichHardlyAnythingIsSaid() {
        Pod bare = new Pod();
        bare.setMetadata(
                new ObjectMetaBuilder().withNamespace("llm").withName("a").build());

        PodEntry entry = PodReader.read(bare);

        assertThat(entry.uid()).isEqualTo("a");
        assertThat(entry.stage()).isEqualTo(Stage.STARTING);
        assertThat(entry.ips()).isEmpty();
    }

    @Test
    void aPodRunsSinceItsLastContainerStarted() {
        PodEntry both = PodReader.read(withContainers("2026-01-05T09:00:20Z", "2026-01-05T09:00:45Z"));
        PodEntry one = PodReader.read(withContainers("2026-01-05T09:00:20Z", null));

        assertThat(both.course().running()).contains(Instant.parse("2026-01-05T09:00:45Z"));
        assertThat(one.course().running()).isEmpty();
        assertThat(pod("chat-1", "u1").entry().course().running()).isEmpty();
    }

    private static Pod withContainers(@Nullable String first, @Nullable String second) {
        return new PodBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace("llm")
                        .withName("chat-1")
                        .build())
                .withNewStatus()
                .addToContainerStatuses(container(first), container(second))
                .endStatus()
                .build();
    }

    private static ContainerStatus container(@Nullable String startedAt) {
        ContainerStatusBuilder status = new ContainerStatusBuilder();
        return startedAt == null
                ? status.withNewState().withNewWaiting().endWaiting().endState().build()
                : status.withNewState().withNewRunning(startedAt).endState().build();
    }
}
