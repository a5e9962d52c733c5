// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.document.Parsed;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators lean on: probes, meters, explanations, and clear answers to what they got wrong. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class OperationsIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration END_TO_END = Duration.ofSeconds(4);
    private static final List<String> STATES = List.of("fresh", "idle", "unobservable", "lagging", "dark", "new");

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    private KedaClient keda;
    private Documents documents;
    private ServicePages pages;

    @BeforeEach
    void connect() {
        keda = new KedaClient(grpcPort);
        pages = new ServicePages(root);
        documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
    }

    @AfterEach
    void disconnect() {
        keda.close();
    }

    @Test
    void readinessTellsOfTheFeedAndOfThePort() {
        await().atMost(SOON).until(() -> pages.get("/q/health/ready").status() == 200);

        JsonNode ready = pages.get("/q/health/ready").json();

        assertThat(ready.get("status").asText()).isEqualTo("UP");
        JsonNode feed = check(ready, "telemetry-feed");
        assertThat(feed.get("status").asText()).isEqualTo("UP");
        assertThat(feed.at("/data/caughtUp").asBoolean()).isTrue();
        assertThat(feed.at("/data/partitions").asInt()).isEqualTo(KafkaForTheService.ALL_PARTITIONS);
        assertThat(check(ready, "grpc-port").get("status").asText()).isEqualTo("UP");
        assertThat(check(ready, "grpc-port").at("/data/port").asInt()).isEqualTo(grpcPort);
    }

    @Test
    void livenessIsUp() {
        ServicePages.Page live = pages.get("/q/health/live");

        assertThat(live.status()).isEqualTo(200);
        assertThat(live.json().get("status").asText()).isEqualTo("UP");
    }

    @Test
    void metersAndPagesSayWhatIsPlannedAndWhy() throws InterruptedException {
        policyInForce("metered");
        Meters before = pages.meters();
        Instant start = Instant.now();
        try (Traffic traffic = new Traffic(KafkaForTheService.broker().bootstrapServers(), NAMESPACE, "metered");
                LiveTraffic live = LiveTraffic.from(start, traffic, 25, END_TO_END)) {
            int history = traffic.steady(25, Duration.ofSeconds(100), start, END_TO_END);
            await().atMost(SOON).until(() -> keda.replicas(ref("metered")) == 4);
            await().atMost(SOON).untilAsserted(() -> assertPlanMeters(pages.meters()));

            assertExplained(pages.workload(NAMESPACE, "metered"));
            assertMadeAgain(pages.get("/workloads/llm/metered/decision").text());
            await().atMost(SOON).untilAsserted(this::assertDrawn);
            int sent = history + live.stop();
            traffic.flush();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(recordsRead(pages.meters()) - recordsRead(before))
                            .isEqualTo(sent));
        }
    }

    private void assertDrawn() {
        ServicePages.Page page = pages.get("/workloads/llm/metered/timeline");
        assertThat(page.status()).isEqualTo(200);
        JsonNode timeline = page.json();
        int newest = timeline.get("seconds").size() - 1;
        assertThat(timeline.get("spanSeconds").asInt()).isEqualTo(10);
        assertThat(timeline.at("/figures/answer").get(newest).asInt()).isEqualTo(4);
        assertThat(timeline.at("/figures/arrivals").get(newest).asDouble()).isBetween(20.0, 30.0);
        assertThat(timeline.at("/objectives/0/objective").asText()).isEqualTo("e2e p95 <= 5s");
        assertThat(timeline.at("/changes/0/to").asInt()).isEqualTo(4);
        assertThat(timeline.at("/changes/0/reasons")).isNotEmpty();
        assertThat(timeline.get("days").isArray()).isTrue();

        List<String> csv = pages.get("/workloads/llm/metered/timeline.csv?hours=26")
                .text()
                .lines()
                .toList();
        assertThat(csv.get(0)).startsWith("begin,arrivals,planned,").endsWith(",e2e p95 <= 5s");
        assertThat(csv.get(csv.size() - 1)).startsWith("20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "27", "NaN", "soon"})
    void aTimelineOfOtherHoursIsRefusedInASentence(String hours) {
        ServicePages.Page page = pages.get("/workloads/llm/unheard-of/timeline?hours=" + hours);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.json().get("error").asText())
                .isEqualTo("hours must be a number above 0, at most 26, was '" + hours + "'");
    }

    @Test
    void thePageNamesItsBundleAndNothingFromElsewhere() {
        ServicePages.Page page = pages.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<headroom-page>").doesNotContain("http://", "https://");
        List<String> files = Pattern.compile("\"(/static/[^\"]+)\"")
                .matcher(page.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).anyMatch(file -> file.endsWith(".js")).anyMatch(file -> file.endsWith(".css"));
        assertThat(files)
                .allSatisfy(file -> assertThat(pages.get(file).status()).isEqualTo(200));
    }

    @Test
    void theFleetIsShownOnceAndAsAStream() {
        policyInForce("in-the-fleet");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode one = StreamSupport.stream(pages.get("/fleet").json().spliterator(), false)
                    .filter(row -> row.get("workload").asText().equals("llm/in-the-fleet"))
                    .findFirst()
                    .orElseThrow();
            assertThat(one.get("attention").asText()).isEqualTo("telemetry");
            assertThat(one.get("state").asText()).startsWith("telemetry is new: ");
            assertThat(one.get("lastHour")).hasSize(60);
        });
        assertThat(pages.firstLines("/fleet/events", 1))
                .singleElement()
                .asString()
                .startsWith("data:[{")
                .contains("llm/in-the-fleet");
    }

    @Test
    void anUnknownWorkloadHasNoTimeline() {
        ServicePages.Page page = pages.get("/workloads/llm/unheard-of/timeline");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.json().get("error").asText()).startsWith("no timeline of workload llm/unheard-of: ");
    }

    private static void assertMadeAgain(String line) {
        Decision decision = DecisionText.read(line).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });

        assertThat(decision.workload()).hasToString("llm/metered");
        assertThat(decision.again()).isEqualTo(decision.plan());
    }

    @Test
    void anUnknownWorkloadHasNoDecision() {
        ServicePages.Page page = pages.get("/workloads/llm/unheard-of/decision");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.json().get("error").asText()).startsWith("no decision about workload llm/unheard-of: ");
    }

    @Test
    void theListHoldsEveryWorkload() {
        policyInForce("listed-a");
        policyInForce("listed-b");

        JsonNode all = pages.get("/workloads").json();

        assertThat(all.findValuesAsText("workload")).contains("llm/listed-a", "llm/listed-b");
        assertThat(StreamSupport.stream(all.spliterator(), false))
                .allSatisfy(view -> assertThat(view.get("reasons")).isNotEmpty());
        assertThat(pages.get("/workloads?namespace=llm").json().findValuesAsText("workload"))
                .contains("llm/listed-a");
        assertThat(pages.get("/workloads?namespace=elsewhere").text()).isEqualTo("[]");
        assertThat(pages.get("/fleet?namespace=elsewhere").text()).isEqualTo("[]");
    }

    @Test
    void anUnknownWorkloadIsNotFoundInASentence() {
        ServicePages.Page page = pages.get("/workloads/llm/unheard-of");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.json().get("error").asText())
                .isEqualTo("no plan of workload llm/unheard-of: a policy of that name must exist in that namespace");
    }

    @Test
    void reflectionIsOff() {
        CompletableFuture<Status> reflected = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asking =
                ServerReflectionGrpc.newStub(keda.channel()).serverReflectionInfo(new EndOf<>(reflected));

        asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

        await().atMost(SOON).until(reflected::isDone);
        assertThat(reflected.join().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void aDeletedPolicyEndsItsAnswersAndItsGauges() {
        ConfigMap policy = Documents.policy(NAMESPACE, "deleted", "5s", "enforce");
        documents.apply(policy);
        await().atMost(SOON).until(() -> keda.status(ref("deleted")).isOk());
        await().atMost(SOON).until(() -> pages.meters().about("\"deleted\"").size() > STATES.size());

        documents.remove(policy);

        await().atMost(SOON).until(() -> keda.status(ref("deleted")).getCode() == Status.Code.INVALID_ARGUMENT);
        assertThat(keda.status(ref("deleted")).getDescription()).contains("was 'deleted', which does not exist");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(pages.meters().about("\"deleted\"")).isEmpty());
        assertThat(pages.get("/workloads/llm/deleted").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "minReplicas | few | trigger metadata minReplicas must be a whole number of at least 0, was 'few'",
                "maxReplicas | 0 | trigger metadata maxReplicas must be a whole number of at least 1, was '0'",
                "posture | bold | trigger metadata posture must be lean, balanced or safe, was 'bold'",
                "polciy | chat | trigger metadata polciy is unknown, known are policy, models, posture,"
            })
    void badMetadataIsNamedWithItsValueAndItsRule(String key, String value, String sentence) {
        ScaledObjectRef bad = scaledObject(NAMESPACE, "bad", Map.of(key, value));

        Status status = keda.status(bad);

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription())
                .startsWith("ScaledObject llm/bad: " + sentence)
                .contains("'" + value + "'");
        assertThat(keda.spec(bad).getMetricName()).isEqualTo("desired-replicas");
    }

    @Test
    void aStreamThatIsOlderThanItsPolicyIsToldOnce() {
        Queue<String> events = keda.stream(ref("streamed"));
        letRoundsPass();
        assertThat(events).isEmpty();

        policyInForce("streamed");

        await().atMost(SOON).until(() -> !events.isEmpty());
        letRoundsPass();
        assertThat(events).containsExactly("true");
    }

    private static void assertPlanMeters(Meters meters) {
        assertThat(of(meters, "headroom_plan_desired_replicas")).isEqualTo(4);
        assertThat(of(meters, "headroom_plan_answer_replicas")).isEqualTo(4);
        assertThat(of(meters, "headroom_demand_requests_per_second")).isCloseTo(25, within(1.0));
        assertThat(of(meters, "headroom_plan_requests_per_second")).isBetween(25.0, 30.0);
        assertThat(of(meters, "headroom_replica_capacity_requests_per_second")).isCloseTo(9.2, within(0.4));
        for (String state : STATES) {
            assertThat(of(meters, "headroom_telemetry_state", "state", state))
                    .as(state)
                    .isEqualTo(state.equals("fresh") ? 1 : 0);
        }
        assertThat(of(meters, "headroom_objective_limit_seconds", "signal", "e2e", "percentile", "95"))
                .isEqualTo(5);
        assertThat(of(meters, "headroom_objective_observed_seconds", "signal", "e2e", "percentile", "95"))
                .isCloseTo(4, within(0.08));
        assertThat(meters.value("headroom_policy_valid", "namespace", NAMESPACE, "policy", "metered"))
                .isEqualTo(1);
        assertThat(meters.value("headroom_feed_caught_up")).isEqualTo(1);
        assertThat(meters.value("headroom_feed_partitions")).isEqualTo(KafkaForTheService.ALL_PARTITIONS);
        assertThat(meters.value("headroom_calls_total", "call", "GetMetrics", "code", "OK"))
                .isPositive();
        assertThat(meters.value("headroom_planning_round_seconds_count")).isPositive();
    }

    private static void assertExplained(JsonNode view) {
        assertThat(view.get("answer").asInt()).isEqualTo(4);
        assertThat(view.get("desired").asInt()).isEqualTo(4);
        assertThat(view.at("/telemetry/state").asText()).isEqualTo("fresh");
        assertThat(view.get("because").asText()).contains("requests/s");
        assertThat(view.get("reasons")).isNotEmpty().allSatisfy(reason -> {
            assertThat(reason.get("stage").asText()).isNotBlank();
            assertThat(reason.get("sentence").asText()).isNotBlank();
        });
        assertThat(view.at("/basis/capacitySource").asText()).isNotBlank();
        assertThat(view.at("/objects/policy").asText()).isEqualTo("ConfigMap metered");
    }

    private static double of(Meters meters, String name, String... more) {
        String[] labels = new String[more.length + 4];
        labels[0] = "namespace";
        labels[1] = NAMESPACE;
        labels[2] = "workload";
        labels[3] = "metered";
        System.arraycopy(more, 0, labels, 4, more.length);
        return meters.value(name, labels);
    }

    private static double recordsRead(Meters meters) {
        return meters.valueOrZero("headroom_records_read_total", "topic", KafkaForTheService.EVENTS);
    }

    private static JsonNode check(JsonNode health, String name) {
        return StreamSupport.stream(health.get("checks").spliterator(), false)
                .filter(check -> check.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + health));
    }

    /** Enough for anything to be said a second time that is said in each round. */
    private void letRoundsPass() {
        double now = pages.meters().value("headroom_planning_round_seconds_count");
        await().atMost(SOON).until(() -> pages.meters().value("headroom_planning_round_seconds_count") >= now + 4);
    }

    private void policyInForce(String name) {
        documents.apply(Documents.policy(NAMESPACE, name, "5s", "enforce"));
        await().atMost(SOON).until(() -> keda.status(ref(name)).isOk());
    }

    private static ScaledObjectRef ref(String policy) {
        return scaledObject(NAMESPACE, policy, Map.of("policy", policy));
    }

    /** Completes with the end of a stream. */
    private record EndOf<T>(CompletableFuture<Status> status) implements StreamObserver<T> {
        @Override
        public void onNext(T value) {
            // Only the end counts.
        }

        @Override
        public void onError(Throwable cause) {
            status.complete(Status.fromThrowable(cause));
        }

        @Override
        public void onCompleted() {
            status.complete(Status.OK);
        }
    }
}
