// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Pods;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods through a watch, and what is said of policies because of telemetry. */
@EnableKubernetesMockClient(crud = true)
class PodWatchTest {
    private static final ScaleTarget CHAT = new ScaleTarget("llm", "Deployment", "chat");
    private static final ScaleTarget BIG = new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big");

    /** Set by the extension. */
    KubernetesClient client;

    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private ClusterWatch watch;

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void podsThatExistAreKnownOnceTheWaitIsOver() throws InterruptedException {
        create(ofDeployment("chat", "u1").at("10.0.0.7").ready());

        watch(Clock.systemUTC());

        assertThat(watch.awaitPods(Duration.ofSeconds(60))).isTrue();
        assertThat(podAt("10.0.0.7")).flatMap(Pods.Pod::target).contains(CHAT);
    }

    @Test
    void podsComeChangeAndGo() {
        watch(Clock.systemUTC());
        eventually(() -> watch.runningReplicas().of(CHAT).equals(Optional.of(new Running(0, 0))));

        create(ofDeployment("chat", "u1").at("10.0.0.7"));
        eventually(() -> watch.runningReplicas().of(CHAT).equals(Optional.of(new Running(0, 1))));
        assertThat(podAt("10.0.0.7")).isPresent();

        client.resource(ofDeployment("chat", "u1").at("10.0.0.7").ready().pod()).update();
        eventually(() -> watch.runningReplicas().of(CHAT).equals(Optional.of(new Running(1, 0))));

        client.resource(ofDeployment("chat", "u1").pod()).delete();
        eventually(() -> watch.runningReplicas().of(CHAT).equals(Optional.of(new Running(0, 0))));
        assertThat(podAt("10.0.0.7")).as("nobody has it now").isEmpty();
    }

    @Test
    void theGroupsOfALeaderWorkerSetAreItsReplicas() {
        create(ofGroup("big", 0, 0).ready());
        create(ofGroup("big", 0, 1));
        create(ofGroup("big", 1, 0));
        watch(Clock.systemUTC());

        eventually(() -> watch.currentReplicas().of(BIG).equals(OptionalInt.of(2)));
        eventually(() -> watch.runningReplicas().of(BIG).equals(Optional.of(new Running(1, 1))));
    }

    @Test
    void otherNamespacesThanTheSetOnesAreNotKnown() {
        create(ofDeployment("chat", "u1").at("10.0.0.7"));
        watch(Clock.systemUTC(), "second");

        eventually(() -> watch.runningReplicas()
                .of(new ScaleTarget("second", "Deployment", "x"))
                .isPresent());

        assertThat(watch.runningReplicas().of(CHAT)).isEmpty();
        assertThat(podAt("10.0.0.7")).isEmpty();
    }

    @Test
    void thePoliciesOfAnAmbiguousModelGetAnEventEach() {
        create("chat");
        create("code");
        watch(() -> now);

        assertThat(ambiguous("llama")).isTrue();

        eventually(() -> events().size() == 2);
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("AmbiguousModel");
            assertThat(event.getInvolvedObject().getUid()).isNotBlank();
            assertThat(event.getMessage())
                    .startsWith("policies chat, code all claim model 'llama': requests known by their model only");
        });
        assertThat(events())
                .extracting(event -> event.getInvolvedObject().getName())
                .contains("chat", "code");
    }

    @Test
    void manyAmbiguitiesAreToldOneByOne() {
        create("chat");
        create("code");
        watch(() -> now);

        assertThat(ambiguous("a")).isTrue();
        assertThat(ambiguous("b")).as("too soon").isFalse();
        now = now.plusSeconds(5);
        assertThat(ambiguous("b")).isTrue();

        eventually(() -> events().size() == 4);
    }

    private boolean ambiguous(String model) {
        return watch.ambiguities()
                .ambiguous("llm", model, List.of(new WorkloadKey("llm", "chat"), new WorkloadKey("llm", "code")));
    }

    private Optional<Pods.Pod> podAt(String ip) {
        PodReference reference =
                new PodReference(Optional.empty(), Optional.empty(), Optional.of(ip), Optional.empty());
        return watch.pods().find(reference, Optional.empty(), Instant.now());
    }

    private void watch(InstantSource clock, String... namespaces) {
        watch = new ClusterWatch(
                client, new ClusterWatch.Scope(List.of(namespaces), Duration.ofMinutes(20)), library, clock);
        watch.start();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private void create(PodFixture pod) {
        client.resource(pod.pod()).create();
    }

    private void create(String policy) {
        client.resource(ClusterWatchTest.policy(new DocumentName("llm", policy), 1))
                .create();
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("llm").list().getItems();
    }
}
