// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.scaledObject;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.CREATED;
import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.edge.kubernetes.FakeApiServer.Call;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service really asks of an API server is what the shipped manifest allows, and all that it allows is asked. */
class CalledRightsTest {
    private static final Path MANIFEST = Path.of("../deploy/manifests/headroom.yaml");
    private static final DocumentName CHAT = new DocumentName("llm", "chat");

    private final FakeApiServer server = new FakeApiServer();
    private final DocumentLibrary library = new DocumentLibrary(change -> {}, new PolicyClaims());
    private final ClusterWatch watch = new ClusterWatch(
            server.client(), new ClusterWatch.Scope(List.of(), Duration.ofMinutes(20)), library, Clock.systemUTC());

    @AfterEach
    void close() {
        watch.close();
        server.close();
    }

    @Test
    void neitherACallWithoutARuleNorARuleWithoutACall() throws IOException {
        create(GpuPods.deployment(1, GpuPods.server(1, "")));
        create(new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName("state")
                .endMetadata()
                .build());
        create(ofDeployment("chat", "u1").onNode("node-1", CREATED).pod());
        create(scaledObject(1, 10, "{}"));
        create(faultyPolicy());
        watch.start();
        await().atMost(Duration.ofSeconds(90)).until(() -> watched().containsAll(watchable()));

        tellOfEverything();
        assertThat(watch.scalingNow().scaledObjects()).isPresent();

        await().atMost(Duration.ofSeconds(90)).until(() -> reasons().size() >= 4);
        assertThat(server.calls()).as("a call without a rule").isSubsetOf(allowed());
        Set<Call> uncalled = new HashSet<>(allowed());
        uncalled.removeAll(server.calls());
        // Who may list may get: it is the same to read.
        uncalled.removeIf(rule ->
                rule.verb().equals("get") && server.calls().contains(new Call("list", rule.group(), rule.resource())));
        assertThat(uncalled).as("a rule without a call").isEmpty();
    }

    private void tellOfEverything() {
        Stuck stuck = new Stuck("u1", Duration.ofSeconds(700), Duration.ofSeconds(240), true, true);
        for (ScaleTarget target : List.of(
                new ScaleTarget("llm", "Deployment", "chat"),
                new ScaleTarget("llm", "StatefulSet", "state"),
                new ScaleTarget("llm", ScaleTarget.LEADER_WORKER_SET, "big"))) {
            watch.stuckStarts().stuck(target, List.of(stuck));
        }
        watch.ambiguities().ambiguous("llm", "llama", List.of(new WorkloadKey("llm", "chat")));
        await().atMost(Duration.ofSeconds(90))
                .until(() -> !library.faultText(DocumentKind.SLO_POLICY, CHAT).isEmpty());
        watch.scaledObjectEvents().roundOver(Instant.now());
    }

    private Set<String> reasons() {
        return server.admin().v1().events().inNamespace("llm").list().getItems().stream()
                .map(event -> event.getInvolvedObject().getKind() + " " + event.getReason())
                .collect(Collectors.toSet());
    }

    private Set<String> watched() {
        return server.calls().stream()
                .filter(call -> call.verb().equals("watch"))
                .map(Call::resource)
                .collect(Collectors.toSet());
    }

    private static Set<String> watchable() throws IOException {
        return allowed().stream()
                .filter(call -> call.verb().equals("watch"))
                .map(Call::resource)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Call> allowed() throws IOException {
        ClusterRole role = Arrays.stream(Files.readString(MANIFEST).split("(?m)^---$"))
                .map(text -> Serialization.unmarshal(text, KubernetesResource.class))
                .filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .findFirst()
                .orElseThrow();
        Set<Call> allowed = new HashSet<>();
        for (PolicyRule rule : role.getRules()) {
            for (String group : rule.getApiGroups()) {
                for (String resource : rule.getResources()) {
                    rule.getVerbs().forEach(verb -> allowed.add(new Call(verb, group, resource)));
                }
            }
        }
        return allowed;
    }

    private static ConfigMap faultyPolicy() {
        return new ConfigMapBuilder(ClusterWatchTest.policy(CHAT, 1))
                .withData(Map.of("policy.yaml", "replicas: none"))
                .build();
    }

    private void create(HasMetadata object) {
        server.admin().resource(object).create();
    }
}
