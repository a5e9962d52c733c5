// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The sidecar as it is shipped: one request, its records, its meters, its health. */
@QuarkusTest
@TestProfile(WithoutIngest.class)
@WithTestResource(BrokerAndServer.class)
class SidecarIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    SidecarWiring.Parts parts;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void tellsOfARequest() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + parts.proxy().port() + "/v1/completions"))
                        .header("x-request-id", "it-1")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"llama-3-8b\",\"stream\":true,\"max_tokens\":9}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains("two", "words");
        List<RequestTelemetry> told = told(2);
        assertThat(told).extracting(RequestTelemetry::getPhase).containsExactly(Phase.ADMITTED, Phase.COMPLETED);
        RequestTelemetry end = told.get(1);
        assertThat(end.getSchemaVersion()).isEqualTo(1);
        assertThat(end.getRequestId()).isEqualTo("it-1");
        assertThat(end.getTarget().getNamespace()).isEqualTo("llm");
        assertThat(end.getTarget().getKind()).isEqualTo("Deployment");
        assertThat(end.getTarget().getName()).isEqualTo("llama");
        assertThat(end.getPodUid()).isEqualTo("uid-1");
        assertThat(end.getObserver()).isEqualTo(Observer.SERVER);
        assertThat(end.getModel()).isEqualTo("llama-3-8b");
        assertThat(end.getInputTokens()).isEqualTo(3);
        assertThat(end.getOutputTokens()).isEqualTo(2);
        assertThat(end.getMaxOutputTokens()).isEqualTo(9);
        assertThat(end.getStreaming()).isTrue();
        assertThat(end.getHttpStatus()).isEqualTo(200);
        assertThat(end.getFinishReason()).isEqualTo(FinishReason.STOP);
        assertThat(end.getTtftS()).isPositive().isLessThanOrEqualTo(end.getE2ES());
        assertThat(end.hasCachedInputTokens()).isFalse();
        assertThat(page("/q/metrics"))
                .contains("headroom_sidecar_requests_total{phase=\"completed\"} 1.0")
                .contains("headroom_sidecar_tokens_total{kind=\"output\"} 2.0")
                .contains("headroom_sidecar_time_to_first_token_seconds_bucket")
                .contains("headroom_sidecar_inter_token_latency_seconds_count 1")
                .contains("headroom_sidecar_events_dropped_total 0.0")
                .contains("headroom_sidecar_requests_in_flight 0.0");
    }

    @Test
    void isReadyWhateverTheServerIs() throws Exception {
        assertThat(page("/q/health/ready")).contains("\"UP\"");
        assertThat(page("/q/health/live")).contains("\"UP\"");
    }

    private String page(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private List<RequestTelemetry> told(int count) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(BrokerAndServer.TOPIC, 0)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        List<RequestTelemetry> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            told.add(RequestTelemetry.parseFrom(record.value()));
        }
        return told;
    }
}
