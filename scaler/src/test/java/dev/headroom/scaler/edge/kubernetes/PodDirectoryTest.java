// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofGroup;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.attribute.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PodDirectoryTest {
    private static final Duration KEPT = Duration.ofMinutes(20);
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final ScaleTarget BIG = new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big");

    private Instant now = CREATED.plusSeconds(100);
    private final PodDirectory directory = new PodDirectory(() -> now, KEPT, "llm"::equals);

    @Test
    void findsAPodByUidByNameAndByAddress() {
        directory.put(ofDeployment("chat", "u1").at("10.0.0.7").entry());

        Pods.Pod expected = new Pods.Pod("llm", Optional.of(CHAT), "u1");
        assertThat(directory.find(PodReference.ofUid("u1"), Optional.empty(), now))
                .contains(expected);
        assertThat(directory.find(named("chat-7d9f-u1"), Optional.of("llm"), now))
                .contains(expected);
        assertThat(directory.find(at("10.0.0.7"), Optional.empty(), now)).contains(expected);
    }

    @Test
    void findsNobodyByANameWithoutItsNamespace() {
        directory.put(ofDeployment("chat", "u1").entry());

        assertThat(directory.find(named("chat-7d9f-u1"), Optional.empty(), now)).isEmpty();
        assertThat(directory.find(named("chat-7d9f-u1"), Optional.of("other"), now))
                .isEmpty();
    }

    @Test
    void tellsTheOldHolderOfAnAddressFromTheNewByTheTimeOfTheEvent() {
        directory.put(ofDeployment("chat", "old").at("10.0.0.7").entry());
        now = CREATED.plusSeconds(200);
        directory.remove(ofDeployment("chat", "old").entry().name());
        directory.put(ofDeployment("code", "new")
                .at("10.0.0.7")
                .createdAt(CREATED.plusSeconds(230))
                .entry());
        now = CREATED.plusSeconds(300);

        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(150))).contains("old");
        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(210)))
                .as("nobody had it")
                .isEmpty();
        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(250))).contains("new");
        assertThat(replicaAt("10.0.0.7", CREATED.minusSeconds(1)))
                .as("before anybody had it")
                .isEmpty();
    }

    @Test
    void namesNobodyWhileTwoMayHaveHadTheAddress() {
        directory.put(ofDeployment("chat", "old").at("10.0.0.7").entry());
        directory.put(ofDeployment("code", "new")
                .at("10.0.0.7")
                .createdAt(CREATED.plusSeconds(50))
                .entry());
        now = CREATED.plusSeconds(200);
        directory.remove(ofDeployment("chat", "old").entry().name());

        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(20))).contains("old");
        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(100))).isEmpty();
        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(200))).contains("new");
    }

    @Test
    void aPodThatEndedHasNoAddressThoughItIsStillThere() {
        directory.put(pod("job", "u1").at("10.0.0.7").entry());
        now = CREATED.plusSeconds(200);

        directory.put(pod("job", "u1").at("10.0.0.7").inPhase("Succeeded").entry());

        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(150))).contains("u1");
        assertThat(replicaAt("10.0.0.7", CREATED.plusSeconds(250))).isEmpty();
        assertThat(directory.find(PodReference.ofUid("u1"), Optional.empty(), now))
                .isPresent();
    }

    @Test
    void aStatefulPodThatCameBackUnderItsNameIsAnother() {
        directory.put(pod("chat-0", "u1").ownedBy("StatefulSet", "chat").entry());
        now = CREATED.plusSeconds(200);

        // Its end was never seen: the watch was away.
        directory.put(pod("chat-0", "u2")
                .ownedBy("StatefulSet", "chat")
                .createdAt(CREATED.plusSeconds(190))
                .entry());

        assertThat(directory.find(named("chat-0"), Optional.of("llm"), CREATED.plusSeconds(100)))
                .map(Pods.Pod::replica)
                .contains("u1");
        assertThat(directory.find(named("chat-0"), Optional.of("llm"), now))
                .map(Pods.Pod::replica)
                .contains("u2");
        assertThat(directory.of(new ScaleTarget("llm", "StatefulSet", "chat"))).contains(new Running(0, 1));
    }

    @Test
    void remembersThoseThatLeftForAsLongAsTheirTelemetryMayCome() {
        directory.put(ofDeployment("chat", "u1").at("10.0.0.7").entry());
        directory.remove(ofDeployment("chat", "u1").entry().name());
        Instant left = now;

        now = left.plus(KEPT);
        directory.put(pod("any", "u2").entry());
        assertThat(directory.find(PodReference.ofUid("u1"), Optional.empty(), left))
                .isPresent();
        assertThat(replicaAt("10.0.0.7", left.minusSeconds(1))).contains("u1");

        now = left.plus(KEPT).plusSeconds(1);
        directory.put(pod("any", "u2").entry());
        assertThat(directory.find(PodReference.ofUid("u1"), Optional.empty(), left))
                .isEmpty();
        assertThat(replicaAt("10.0.0.7", left.minusSeconds(1))).isEmpty();
    }

    @Test
    void remembersNoMoreThanItsBound() {
        for (int i = 0; i <= PodDirectory.MOST_DEPARTED; i++) {
            directory.put(pod("p" + i, "u" + i).entry());
            directory.remove(pod("p" + i, "u" + i).entry().name());
        }

        assertThat(directory.find(PodReference.ofUid("u0"), Optional.empty(), now))
                .isEmpty();
        assertThat(directory.find(PodReference.ofUid("u1"), Optional.empty(), now))
                .isPresent();
    }

    @Test
    void countsReplicasByHowFarTheyHaveCome() {
        directory.put(ofDeployment("chat", "u1").ready().entry());
        directory.put(ofDeployment("chat", "u2").ready().entry());
        directory.put(ofDeployment("chat", "u3").entry());
        directory.put(ofDeployment("chat", "u4").ready().beingDeleted().entry());
        directory.put(ofDeployment("code", "u5").ready().entry());

        assertThat(directory.of(CHAT)).contains(new Running(2, 1));

        directory.remove(ofDeployment("chat", "u1").entry().name());
        directory.put(ofDeployment("chat", "u3").ready().entry());
        directory.put(ofDeployment("chat", "u2").entry());
        assertThat(directory.of(CHAT)).contains(new Running(1, 1));
    }

    @Test
    void countsAGroupAsOneWhenItsLeaderIsReady() {
        directory.put(ofGroup("big", 0, 0).ready().entry());
        directory.put(ofGroup("big", 0, 1).entry());
        directory.put(ofGroup("big", 1, 0).entry());
        directory.put(ofGroup("big", 1, 1).ready().entry());

        assertThat(directory.of(BIG)).contains(new Running(1, 1));
        assertThat(directory.groupsOf(BIG)).isEqualTo(OptionalInt.of(2));
        assertThat(directory.find(named("big-1-1"), Optional.of("llm"), now))
                .map(Pods.Pod::replica)
                .contains("big-1");
    }

    @Test
    void knowsASetThatHasNoGroupsFromOneThatNeverWas() {
        directory.put(ofGroup("big", 0, 0).entry());
        directory.remove(ofGroup("big", 0, 0).entry().name());

        assertThat(directory.groupsOf(BIG)).isEqualTo(OptionalInt.of(0));
        assertThat(directory.groupsOf(new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "typo")))
                .isEmpty();
    }

    @Test
    void claimsToKnowNothingOfNamespacesThatAreNotWatched() {
        assertThat(directory.of(CHAT)).contains(new Running(0, 0));
        assertThat(directory.of(new ScaleTarget("other", "Deployment", "chat"))).isEmpty();
    }

    @Test
    void followsAPodThatIsAdopted() {
        directory.put(pod("a", "u1").at("10.0.0.7").entry());
        directory.put(
                pod("a", "u1").at("10.0.0.7").ownedBy("StatefulSet", "chat").entry());

        assertThat(directory.find(at("10.0.0.7"), Optional.empty(), now).flatMap(Pods.Pod::target))
                .contains(new ScaleTarget("llm", "StatefulSet", "chat"));
        assertThat(directory
                        .find(PodReference.ofUid("u1"), Optional.empty(), now)
                        .flatMap(Pods.Pod::target))
                .contains(new ScaleTarget("llm", "StatefulSet", "chat"));
    }

    private Optional<String> replicaAt(String ip, Instant when) {
        return directory.find(at(ip), Optional.empty(), when).map(Pods.Pod::replica);
    }

    private static PodReference named(String name) {
        return new PodReference(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
    }

    private static PodReference at(String ip) {
        return new PodReference(Optional.empty(), Optional.empty(), Optional.of(ip), Optional.empty());
    }
}
