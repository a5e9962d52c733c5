// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KafkaForTheService.EVENTS;
import static dev.headroom.scaler.edge.it.KafkaForTheService.GATEWAYS;
import static dev.headroom.scaler.edge.it.KafkaForTheService.SPANS;
import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.GatewayRecords;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a team already runs is a source: a request of each, in each encoding, on its topic, reaches the same workload. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class SourcesIT {
    private static final String NAMESPACE = "llm";
    private static final String WORKLOAD = "chat";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LASTING = Duration.ofMillis(1_500);
    private static final Map<String, String> PROTOBUF = Map.of("content-type", "application/x-protobuf");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final String[] FAMILIES = {
        "headroom_records_skipped_total",
        "headroom_records_defects_total",
        "headroom_observations_total",
        "headroom_observations_rejected_total",
        "headroom_observations_unattributed_total"
    };
    private static final AtomicLong NUMBERS = new AtomicLong(1L << 58);

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    private final RawRecords records = new RawRecords();
    private ServicePages pages;

    @BeforeEach
    void claim() {
        pages = new ServicePages(root);
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.policy(NAMESPACE, WORKLOAD, """
                apiVersion: headroom.dev/v1
                workload: { models: [llama], scaleTarget: { kind: Deployment, name: chat } }
                concurrency: { perReplica: 8 }
                replicas: { min: 1, max: 40 }
                """));
        ScaledObjectRef chat = scaledObject(NAMESPACE, WORKLOAD, Map.of("policy", WORKLOAD));
        KedaClient keda = new KedaClient(grpcPort);
        await().atMost(SOON).until(() -> keda.status(chat).isOk());
        keda.close();
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void spansOfEveryServerAndClientInProtobufAndInJson() throws Exception {
        for (OtlpSpan span : spans().toList()) {
            assertAbsorbed(SPANS, OtlpSpan.record(List.of(span)), PROTOBUF, "a span in protobuf");
        }
        for (OtlpSpan span : spans().toList()) {
            byte[] json = OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(List.of(span)));
            assertAbsorbed(SPANS, json, JSON, "a span in JSON");
        }
    }

    @Test
    void eventsInEveryForm() throws Exception {
        for (String file :
                List.of("native-completed.json", "cloudevent-binary-json.json", "cloudevent-structured.json")) {
            Map<String, String> headers = file.startsWith("native")
                    ? JSON
                    : GatewayRecords.named(file).headers();
            assertAbsorbed(EVENTS, ofNow(file), headers, file);
        }
    }

    @Test
    void whatGatewaysWrite() throws Exception {
        byte[] entry = AccessLogFixture.record(List.of(AccessLogFixture.ended(
                        "it-" + NUMBERS.incrementAndGet(), Instant.now().minus(LASTING), LASTING)
                .with("llm.scale_target", "Deployment/chat")
                .with("llm.namespace", NAMESPACE)));

        assertAbsorbed(GATEWAYS.get("headroom.topics.access-logs"), entry, Map.of(), "Envoy's access log");
        assertAbsorbed(GATEWAYS.get("headroom.topics.kong"), ofNow("kong-log.json"), Map.of(), "Kong's log");
        assertAbsorbed(GATEWAYS.get("headroom.topics.dynamo"), ofNow("dynamo-trace.json"), Map.of(), "Dynamo's trace");
    }

    private static Stream<OtlpSpan> spans() {
        Instant end = Instant.now();
        return Stream.of(
                SourceSpans.sglang(end, NUMBERS.incrementAndGet()),
                SourceSpans.tgi(end, NUMBERS.incrementAndGet()),
                SourceSpans.tensorRtLlm(end, NUMBERS.incrementAndGet()),
                SourceSpans.genAi(end, NUMBERS.incrementAndGet()),
                SourceSpans.openInference(end, NUMBERS.incrementAndGet())
                        .withResource("k8s.namespace.name", NAMESPACE));
    }

    /** The record of a source that is kept as a file, as if it told of a request of now, with an id of its own. */
    private static byte[] ofNow(String file) {
        String text = new String(GatewayRecords.named(file).bytes(), StandardCharsets.UTF_8);
        long arrival = Instant.now().minus(LASTING).toEpochMilli();
        String number = Long.toString(NUMBERS.incrementAndGet());
        return text.replace(Long.toString(GatewayRecords.ARRIVAL.toEpochMilli()), Long.toString(arrival))
                .replace(
                        Long.toString(GatewayRecords.ARRIVAL.plus(LASTING).toEpochMilli()),
                        Long.toString(arrival + LASTING.toMillis()))
                .replace("\"r-1\"", "\"r-" + number + "\"")
                .replace("\"x-1\"", "\"x-" + number + "\"")
                .replace("\"d-1\"", "\"d-" + number + "\"")
                .replace("9ec9264afbbbad5fe5c64877d92eeb04", number)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void assertAbsorbed(String topic, byte[] value, Map<String, String> headers, String source)
            throws Exception {
        Meters before = pages.meters();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));

        records.send(record);

        await().alias(source)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages.meters().changeSince(before, FAMILIES))
                        .isEqualTo(Map.of(Meters.key("headroom_observations_total"), 1.0)));
    }
}
