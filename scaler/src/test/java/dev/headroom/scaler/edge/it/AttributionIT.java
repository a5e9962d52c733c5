// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.Snapshots;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a record that says little of where it ran to its workload, or to the page that says what is missing. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class AttributionIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration END_TO_END = Duration.ofSeconds(2);

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    @Inject
    Snapshots snapshots;

    @Inject
    RunningReplicas running;

    private KedaClient keda;
    private ServicePages pages;
    private RawRecords records;
    private Traffic traffic;

    @BeforeEach
    void connect() {
        keda = new KedaClient(grpcPort);
        pages = new ServicePages(root);
        records = new RawRecords();
        traffic = new Traffic(KafkaForTheService.broker().bootstrapServers(), NAMESPACE, "unused");
    }

    @AfterEach
    void disconnect() {
        traffic.close();
        records.close();
        keda.close();
    }

    @Test
    void anEventOfWhichOnlyThePodsAddressIsKnownReachesItsWorkload() {
        policy("by-address", "{ scaleTarget: { kind: Deployment, name: by-address } }");
        runsOnePod("by-address", "10.1.2.3");

        send(anonymous().setPodIp("10.1.2.3"));

        await().atMost(SOON).until(() -> completedOf("by-address") == 1);
    }

    @Test
    void theModelDecidesForAPolicyWithoutTargetInTheNamespaceOfThePod() {
        policy("by-model", "{ models: [only-by-model, an-adapter] }");
        runsOnePod("nobody-claims-this", "10.1.2.4");

        send(anonymous().setPodIp("10.1.2.4").setModel("only-by-model"));
        send(anonymous().setPodIp("10.1.2.4").setModel("some-base").setAdapter("an-adapter"));

        await().atMost(SOON).until(() -> completedOf("by-model") == 2);
    }

    @Test
    void whatNobodyClaimsIsShownWithWhatIsMissing() {
        RequestTelemetry.Builder event = anonymous().setModel("unheard-of").setPodUid("uid-9");
        event.getTargetBuilder().setNamespace(NAMESPACE);

        send(event);
        send(event.setRequestId("another"));

        JsonNode shown = awaitUnattributed("unheard-of");
        assertThat(shown.get("reason").asText()).isEqualTo("unknown_model");
        assertThat(shown.get("missing").asText())
                .startsWith("no policy in namespace llm claims model 'unheard-of': add it to models: of a policy");
        assertThat(shown.at("/said/topic").asText()).isEqualTo(KafkaForTheService.EVENTS);
        assertThat(shown.at("/said/namespace").asText()).isEqualTo(NAMESPACE);
        assertThat(shown.at("/said/podUid").asText()).isEqualTo("uid-9");
        await().atMost(SOON)
                .until(() -> awaitUnattributed("unheard-of").get("count").asLong() == 2);
        assertThat(pages.meters().about("unattributed_total{reason=\"unknown_model\""))
                .isNotEmpty();
        JsonNode recent = pages.get("/unattributed/recent").json();
        assertThat(recent.get("minutes").asInt()).isBetween(1, 15);
        JsonNode ofItsReason = StreamSupport.stream(recent.get("reasons").spliterator(), false)
                .filter(reason -> reason.get("reason").asText().equals("unknown_model"))
                .findFirst()
                .orElseThrow();
        assertThat(ofItsReason.get("count").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(ofItsReason.get("sources").findValuesAsText("yaml"))
                .anySatisfy(yaml -> assertThat(yaml).contains("models: [\"unheard-of\"]"));
    }

    @Test
    void aModelThatTwoPoliciesClaimIsAnEventOnBoth() {
        policy("twin-a", "{ models: [of-twins] }");
        policy("twin-b", "{ models: [of-twins] }");
        RequestTelemetry.Builder event = anonymous().setModel("of-twins");
        event.getTargetBuilder().setNamespace(NAMESPACE);

        send(event);

        assertThat(awaitUnattributed("of-twins").get("missing").asText())
                .startsWith("policies twin-a, twin-b in namespace llm claim model 'of-twins': keep it in one. Or set");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ambiguities())
                        .extracting(raised -> raised.getInvolvedObject().getName())
                        .containsExactlyInAnyOrder("twin-a", "twin-b"));
        assertThat(completedOf("twin-a") + completedOf("twin-b")).isZero();
    }

    @Test
    void theStartOfAPodEndsWithItsFirstToken() {
        policy("starter", "{ scaleTarget: { kind: Deployment, name: starter } }");
        Instant now = Instant.now();
        Instant ready = now.minusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        // An event from before the pod was Ready: else earlier tokens may be unknown.
        send(traffic.completed(now.minusSeconds(60), END_TO_END)
                .setTarget(Target.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setKind("Deployment")
                        .setName("starter")));
        // The API server gives the uid.
        String uid = cluster.getClient()
                .resource(pod("starter", "10.1.2.5")
                        .editStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastTransitionTime(ready.toString())
                        .endCondition()
                        .endStatus()
                        .build())
                .create()
                .getMetadata()
                .getUid();
        await().atMost(SOON)
                .until(() -> running.of(new ScaleTarget(NAMESPACE, "Deployment", "starter"))
                        .equals(Optional.of(new Running(1, 0))));

        // END_TO_END of 2 s has its first token after 0.2 s.
        send(anonymous()
                .setPodUid(uid)
                .setArrivalTimeMs(ready.plusSeconds(5).toEpochMilli())
                .setEventTimeMs(ready.plusSeconds(7).toEpochMilli()));

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode start = pages.get("/workloads/llm/starter/timeline").json().at("/starts/0");
            assertThat(start.path("pod").asText()).isEqualTo("starter-5f6b-x");
            assertThat(start.path("firstToken").asDouble()).isEqualTo(5.2);
        });
    }

    @Test
    void aTopicCannotMoveWorkloadsOfOtherNamespacesThanItsOwn() {
        policy("guarded", "{ scaleTarget: { kind: Deployment, name: guarded } }");
        RequestTelemetry.Builder event = anonymous()
                .setModel("smuggled")
                .setTarget(Target.newBuilder().setNamespace(NAMESPACE).setName("guarded"));

        records.send(KafkaForTheService.TEAM_A, 0, event.build().toByteArray());
        records.flush();

        JsonNode shown = awaitUnattributed("smuggled");
        assertThat(shown.get("reason").asText()).isEqualTo("foreign_namespace");
        assertThat(shown.get("missing").asText())
                .isEqualTo("topic team-a.requests carries telemetry of team-a only: send it to another topic,"
                        + " or add llm to headroom.topics.namespaces.\"team-a.requests\"");
        assertThat(completedOf("guarded")).isZero();
    }

    @Test
    void aBlankNameIsNoWorkload() {
        ServicePages.Page page = pages.get("/workloads/%20/x");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.json().get("error").asText()).startsWith("no plan of workload  /x");
    }

    private void policy(String name, String workload) {
        new Documents(cluster.getClient()).apply(Documents.policy(NAMESPACE, name, """
                apiVersion: headroom.dev/v1
                workload: %s
                concurrency: { perReplica: 64 }
                replicas: { max: 4 }
                """.formatted(workload)));
        await().atMost(SOON)
                .until(() -> keda.status(scaledObject(NAMESPACE, name, Map.of("policy", name)))
                        .isOk());
    }

    private void runsOnePod(String deployment, String ip) {
        cluster.getClient().resource(pod(deployment, ip).build()).create();
        await().atMost(SOON)
                .until(() -> running.of(new ScaleTarget(NAMESPACE, "Deployment", deployment))
                        .equals(Optional.of(new Running(0, 1))));
    }

    private static PodBuilder pod(String deployment, String ip) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(deployment + "-5f6b-x")
                .addToLabels("pod-template-hash", "5f6b")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(deployment + "-5f6b")
                .withUid(deployment + "-uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPodIP(ip)
                .withStartTime(Instant.now().minusSeconds(3600).toString())
                .endStatus();
    }

    private RequestTelemetry.Builder anonymous() {
        return traffic.completed(Instant.now().minus(END_TO_END), END_TO_END)
                .clearTarget()
                .clearModel()
                .clearPod();
    }

    private void send(RequestTelemetry.Builder event) {
        traffic.send(event.build());
        traffic.flush();
    }

    private long completedOf(String workload) {
        return snapshots
                .readAt(new WorkloadKey(NAMESPACE, workload), Instant.now())
                .recent()
                .completed();
    }

    private JsonNode awaitUnattributed(String model) {
        return await().atMost(SOON)
                .until(() -> unattributed(model), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> unattributed(String model) {
        return StreamSupport.stream(pages.get("/unattributed").json().spliterator(), false)
                .filter(one -> one.at("/said/models/0").asText().equals(model))
                .findFirst();
    }

    private List<Event> ambiguities() {
        return cluster.getClient().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getReason().equals("AmbiguousModel"))
                .toList();
    }
}
