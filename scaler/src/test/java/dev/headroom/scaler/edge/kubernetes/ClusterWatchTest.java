// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ClusterWatchTest {
    private static final DocumentName CHAT = new DocumentName("llm", "chat");

    /** Set by the extension. */
    KubernetesClient client;

    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
    private ClusterWatch watch;

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void whatExistsIsThereOnceTheLibraryIsLoaded() {
        create(policy(CHAT, 7));
        create(profile("h100"));

        watch();

        eventually(library::loaded);
        assertThat(minReplicas()).contains(7);
        assertThat(library.findProfile(new DocumentName("llm", "h100"))).isPresent();
    }

    @Test
    void anEmptyClusterIsLoadedToo() {
        watch();

        eventually(library::loaded);
        assertThat(library.all()).isEmpty();
    }

    @Test
    void policiesComeChangeAndGo() {
        watch();
        eventually(library::loaded);

        create(policy(CHAT, 7));
        eventually(() -> minReplicas().equals(Optional.of(7)));

        edit(policy(CHAT, 8));
        eventually(() -> minReplicas().equals(Optional.of(8)));

        client.resource(policy(CHAT, 8)).delete();
        eventually(() -> library.findPolicy(CHAT).isEmpty());
    }

    @Test
    void profilesComeChangeAndGo() {
        DocumentName h100 = new DocumentName("llm", "h100");
        watch();
        eventually(library::loaded);

        create(profile("h100"));
        eventually(() -> library.findProfile(h100).isPresent());

        edit(document(h100, DocumentKind.SERVING_PROFILE, "gpus: none"));
        eventually(() -> library.faultOf(h100).isPresent());
        assertThat(library.findProfile(h100)).as("the last valid version").isPresent();

        client.resource(profile("h100")).delete();
        eventually(() -> library.names(DocumentKind.SERVING_PROFILE).isEmpty());
    }

    @Test
    void aConfigMapThatLosesItsLabelIsNoDocumentAnyMore() {
        create(policy(CHAT, 7));
        watch();
        eventually(() -> minReplicas().isPresent());

        edit(new ConfigMapBuilder(policy(CHAT, 7))
                .editMetadata()
                .withLabels(null)
                .endMetadata()
                .build());

        eventually(() -> library.findPolicy(CHAT).isEmpty());
    }

    @Test
    void aConfigMapWithoutTheKeyIsAFaultWithAnEvent() {
        create(policy(CHAT, 7));
        watch();
        eventually(() -> minReplicas().isPresent());

        edit(new ConfigMapBuilder(policy(CHAT, 7)).withData(null).build());

        eventually(() -> events().size() == 1);
        assertThat(minReplicas()).as("the last valid version").contains(7);
        assertThat(events().get(0)).satisfies(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("chat");
            assertThat(event.getMessage())
                    .startsWith("slo-policy rejected, the last valid version stays in force: ")
                    .endsWith(library.faultText(DocumentKind.SLO_POLICY, CHAT));
        });
    }

    @Test
    void otherNamespacesThanTheSetOnesAreNotWatched() {
        DocumentName elsewhere = new DocumentName("elsewhere", "chat");
        DocumentName second = new DocumentName("second", "chat");
        create(policy(elsewhere, 1));
        create(policy(second, 2));
        watch("llm", "second");
        eventually(library::loaded);

        create(policy(CHAT, 7));

        eventually(() -> minReplicas().isPresent());
        assertThat(library.names(DocumentKind.SLO_POLICY)).containsExactly(CHAT, second);
    }

    @Test
    void deploymentsAreCounted() {
        ScaleTarget target = new ScaleTarget("llm", "Deployment", "chat");
        watch();
        assertThat(watch.currentReplicas().of(target)).isEmpty();

        client.resource(deployment(3)).create();
        eventually(() -> watch.currentReplicas().of(target).equals(OptionalInt.of(3)));

        client.resource(deployment(5)).update();
        eventually(() -> watch.currentReplicas().of(target).equals(OptionalInt.of(5)));

        client.resource(deployment(5)).delete();
        eventually(() -> watch.currentReplicas().of(target).isEmpty());
    }

    @Test
    void statefulSetsAreCountedAndAreNoDeployments() {
        client.resource(statefulSet(4)).create();
        watch();

        eventually(() -> watch.currentReplicas()
                .of(new ScaleTarget("llm", "StatefulSet", "chat"))
                .equals(OptionalInt.of(4)));
        assertThat(watch.currentReplicas().of(new ScaleTarget("llm", "Deployment", "chat")))
                .isEmpty();
    }

    @Test
    void aTargetThatDoesNotSayWantsOneAsKubernetesHasIt() {
        client.resource(new DeploymentBuilder(deployment(1)).withSpec(null).build())
                .create();
        watch();

        eventually(() -> watch.currentReplicas()
                .of(new ScaleTarget("llm", "Deployment", "chat"))
                .equals(OptionalInt.of(1)));
    }

    private void watch(String... namespaces) {
        watch = new ClusterWatch(
                client,
                new ClusterWatch.Scope(List.of(namespaces), Duration.ofMinutes(20)),
                library,
                Clock.systemUTC());
        watch.start();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private Optional<Integer> minReplicas() {
        return library.findPolicy(CHAT)
                .flatMap(PolicyStatus::inForce)
                .map(policy -> policy.replicas().min());
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("llm").list().getItems();
    }

    private void create(ConfigMap configMap) {
        client.resource(configMap).create();
    }

    private void edit(ConfigMap configMap) {
        client.resource(configMap).createOr(NonDeletingOperation::update);
    }

    static ConfigMap policy(DocumentName name, int minReplicas) {
        return document(name, DocumentKind.SLO_POLICY, """
                apiVersion: headroom.dev/v1
                workload: { models: [chat] }
                objectives: [ { signal: e2e, percentile: 95, atMost: 5s } ]
                replicas: { min: %d, max: 40 }
                """.formatted(minReplicas));
    }

    private static ConfigMap profile(String name) {
        return document(new DocumentName("llm", name), DocumentKind.SERVING_PROFILE, """
                apiVersion: headroom.dev/v1
                hardware: H100
                gpus: 1
                maxSequences: 128
                table:
                  inputTokens: 5000
                  outputTokens: 500
                  points:
                    - { concurrency: 1, e2e: 2.5s }
                    - { concurrency: 64, e2e: 5s }
                """);
    }

    private static ConfigMap document(DocumentName name, DocumentKind kind, String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(name.namespace())
                .withName(name.name())
                .addToLabels(DocumentKind.LABEL, kind.word())
                .endMetadata()
                .addToData(kind.dataKey(), text)
                .build();
    }

    private static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName("chat")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static StatefulSet statefulSet(int replicas) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName("chat")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }
}
