// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KafkaForTheService.EVENTS;
import static dev.headroom.scaler.edge.it.KafkaForTheService.SPANS;
import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import dev.headroom.telemetry.snapshot.Snapshots;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad records between good ones, on the same partition: each is counted once, by its reason, and costs nothing but itself. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class BadRecordsIT {
    private static final String NAMESPACE = "llm";
    private static final String WORKLOAD = "beside-bad";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration END_TO_END = Duration.ofSeconds(2);
    private static final AtomicLong SPAN_NUMBERS = new AtomicLong(1L << 60);

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    @Inject
    Snapshots snapshots;

    private final ScaledObjectRef besideBad = scaledObject(NAMESPACE, WORKLOAD, Map.of("policy", WORKLOAD));
    private final Traffic traffic = new Traffic(KafkaForTheService.broker().bootstrapServers(), NAMESPACE, WORKLOAD);
    private KedaClient keda;
    private ServicePages pages;
    private RawRecords records;

    @BeforeEach
    void connect() {
        keda = new KedaClient(grpcPort);
        pages = new ServicePages(root);
        records = new RawRecords();
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, WORKLOAD, "5s", "enforce"));
        await().atMost(SOON).until(() -> keda.status(besideBad).isOk());
        letEverythingSentSoFarPass();
    }

    @AfterEach
    void disconnect() {
        traffic.close();
        records.close();
        keda.close();
    }

    @Test
    void undecodableEvents() {
        byte[] cutOff = Arrays.copyOf(goodEvent(), 7);

        assertCounted(EVENTS, List.of(cutOff), "headroom_records_skipped_total", "undecodable");
    }

    @Test
    void undecodableSpans() {
        byte[] text = "Which prompt was this?".getBytes(StandardCharsets.UTF_8);

        assertCounted(SPANS, List.of(text), "headroom_records_skipped_total", "undecodable");
    }

    @Test
    void tombstones() {
        assertCounted(EVENTS, Collections.singletonList(null), "headroom_records_skipped_total", "no_value");
        assertCounted(SPANS, Collections.singletonList(null), "headroom_records_skipped_total", "no_value");
    }

    @Test
    void anEventOfAnUnknownSchemaVersion() {
        byte[] fromTomorrow = event().setSchemaVersion(99).build().toByteArray();

        assertCounted(EVENTS, List.of(fromTomorrow), "headroom_records_skipped_total", "unknown_schema_version");
    }

    @Test
    void anEventWithoutRequestId() {
        byte[] nameless = event().clearRequestId().build().toByteArray();

        assertCounted(EVENTS, List.of(nameless), "headroom_records_skipped_total", "missing_field");
    }

    @Test
    void aNegativeTokenCount() {
        byte[] event = event().setOutputTokens(-1).build().toByteArray();
        byte[] span = span().withTokens(-1, 21).toRecord();

        assertCounted(EVENTS, List.of(event), "headroom_observations_rejected_total", "impossible_tokens");
        assertCounted(SPANS, List.of(span), "headroom_observations_rejected_total", "impossible_tokens");
    }

    @Test
    void anImpossibleLatency() {
        byte[] span = span().with("gen_ai.latency.e2e", -3.0).toRecord();

        assertCounted(SPANS, List.of(span), "headroom_observations_rejected_total", "impossible_times");
    }

    @Test
    void anEventFromTheFuture() {
        Instant ahead = Instant.now().plusSeconds(3600);
        byte[] event = traffic.completed(ahead, END_TO_END).build().toByteArray();

        assertCounted(EVENTS, List.of(event), "headroom_observations_rejected_total", "future");
    }

    @Test
    void anEventThatIsTooLate() {
        Instant longAgo = Instant.now().minusSeconds(3600);
        byte[] event = traffic.completed(longAgo, END_TO_END).build().toByteArray();

        assertCounted(EVENTS, List.of(event), "headroom_observations_rejected_total", "late");
    }

    @Test
    void anEventThatIsSentTwice() {
        byte[] event = goodEvent();
        Counts before = counts();

        sendBesideGood(EVENTS, List.of(event, event));

        assertChange(before, 3, "headroom_observations_rejected_total", "duplicate");
    }

    @Test
    void aSpanWithoutIdentity() {
        byte[] anonymous = span().withoutResource("k8s.namespace.name")
                .withoutResource("k8s.deployment.name")
                .withoutResource("k8s.pod.uid")
                .toRecord();

        assertCounted(SPANS, List.of(anonymous), "headroom_observations_unattributed_total", "no_identity");
    }

    @Test
    void aSpanOfAPodThatIsNotThere() {
        byte[] stray = span().withoutResource("k8s.namespace.name")
                .withoutResource("k8s.deployment.name")
                .toRecord();

        assertCounted(SPANS, List.of(stray), "headroom_observations_unattributed_total", "unknown_pod");
    }

    @Test
    void anEventOfAWorkloadThatNobodyClaims() {
        RequestTelemetry.Builder event = event().clearModel();
        event.getTargetBuilder().setName("nobody-s");

        assertCounted(
                EVENTS,
                List.of(event.build().toByteArray()),
                "headroom_observations_unattributed_total",
                "unknown_target");
    }

    @Test
    void badSpansAndGoodOnesInOneRecord() {
        Counts before = counts();
        byte[] record = VllmSpanFixture.record(List.of(span(), span().withTokens(100, -5), otherSpan(), span()));

        sendBesideGood(SPANS, List.of(record));

        await().atMost(SOON).untilAsserted(() -> assertThat(counts().absorbed()).isEqualTo(before.absorbed() + 4));
        assertThat(counts().meters().changeSince(before.meters(), FAMILIES))
                .isEqualTo(Map.of(
                        Meters.key("headroom_observations_total"), 4.0,
                        Meters.key("headroom_observations_rejected_total", "reason", "impossible_tokens"), 1.0,
                        Meters.key("headroom_records_skipped_total", "reason", "other_span"), 1.0));
    }

    @Test
    void whatIsLostIsCopiedWithItsReasonAndItsOrigin() throws Exception {
        byte[] cutOff = Arrays.copyOf(goodEvent(), 9);
        ProducerRecord<byte[], byte[]> lost = new ProducerRecord<>(EVENTS, 1, null, cutOff);
        lost.headers().add("sent-by", "somebody".getBytes(StandardCharsets.UTF_8));

        long offset = records.send(lost);

        String key = EVENTS + "/1/" + offset;
        try (DeadLetterReader reader = new DeadLetterReader()) {
            ConsumerRecord<byte[], byte[]> letter = reader.awaitLetter(key, SOON);
            assertThat(letter.value()).isEqualTo(cutOff);
            assertThat(DeadLetterReader.headersOf(letter))
                    .containsAllEntriesOf(Map.of(
                            "sent-by",
                            "somebody",
                            "headroom-reason",
                            "undecodable",
                            "headroom-topic",
                            EVENTS,
                            "headroom-partition",
                            "1",
                            "headroom-offset",
                            Long.toString(offset)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip"})
    void aRecordThatIsTooLargeWhenDecompressedIsNamedAndToldOfWithoutItsValue(String compression) throws Exception {
        ProducerRecord<byte[], byte[]> bomb =
                new ProducerRecord<>(SPANS, 0, null, new byte[4 * KafkaForTheService.MOST_RECORD_BYTES]);
        Counts before = counts();
        records.send(SPANS, 0, good(SPANS));

        long offset = RawRecords.sendCompressed(compression, bomb);
        records.send(SPANS, 0, good(SPANS));

        assertChange(before, 2, "headroom_records_skipped_total", "too_large");
        try (DeadLetterReader reader = new DeadLetterReader()) {
            ConsumerRecord<byte[], byte[]> letter = reader.awaitLetter(SPANS + "/0/" + offset, SOON);
            assertThat(letter.value()).isNull();
            assertThat(DeadLetterReader.headersOf(letter))
                    .containsAllEntriesOf(Map.of(
                            "headroom-reason",
                            "too_large",
                            "headroom-topic",
                            SPANS,
                            "headroom-partition",
                            "0",
                            "headroom-offset",
                            Long.toString(offset)));
        }
    }

    private static final String[] FAMILIES = {
        "headroom_records_skipped_total",
        "headroom_records_defects_total",
        "headroom_observations_total",
        "headroom_observations_clamped_total",
        "headroom_observations_rejected_total",
        "headroom_observations_unattributed_total"
    };

    /** What was absorbed for the workload, and the meters. */
    private record Counts(long absorbed, Meters meters) {}

    private Counts counts() {
        long completed = snapshots
                .readAt(new WorkloadKey(NAMESPACE, WORKLOAD), Instant.now())
                .recent()
                .completed();
        return new Counts(completed, pages.meters());
    }

    private void assertCounted(String topic, List<byte[]> bad, String meter, String reason) {
        Counts before = counts();

        sendBesideGood(topic, bad);

        assertChange(before, 2, meter, reason);
    }

    private void assertChange(Counts before, long good, String meter, String reason) {
        await().atMost(SOON).untilAsserted(() -> assertThat(counts().absorbed()).isEqualTo(before.absorbed() + good));
        assertThat(counts().meters().changeSince(before.meters(), FAMILIES))
                .isEqualTo(Map.of(
                        Meters.key("headroom_observations_total"),
                        (double) good,
                        Meters.key(meter, "reason", reason),
                        1.0));
        assertThat(keda.replicas(besideBad)).isPositive();
    }

    /** On one partition, so that nothing good arrives past a bad record that holds the partition up. */
    private void sendBesideGood(String topic, List<byte[]> bad) {
        List<byte[]> all = new ArrayList<>();
        all.add(good(topic));
        all.addAll(bad);
        all.add(good(topic));
        all.forEach(value -> records.send(topic, 0, value));
        records.flush();
    }

    /** Records of other tests may still be on their way; one good event a partition, once absorbed, says that they are not. */
    private void letEverythingSentSoFarPass() {
        Counts before = counts();
        assertThat(before.meters().about("headroom_observations_total"))
                .as("counters, which are there before the first record")
                .isNotEmpty();
        for (int partition = 0; partition < KafkaForTheService.SPAN_PARTITIONS; partition++) {
            records.send(SPANS, partition, good(SPANS));
        }
        for (int partition = 0; partition < KafkaForTheService.EVENT_PARTITIONS; partition++) {
            records.send(EVENTS, partition, good(EVENTS));
        }
        records.flush();
        long markers = KafkaForTheService.SPAN_PARTITIONS + KafkaForTheService.EVENT_PARTITIONS;
        await().atMost(SOON).until(() -> counts().absorbed() == before.absorbed() + markers);
    }

    private byte[] good(String topic) {
        return topic.equals(SPANS) ? span().toRecord() : goodEvent();
    }

    private byte[] goodEvent() {
        return event().build().toByteArray();
    }

    private RequestTelemetry.Builder event() {
        return traffic.completed(Instant.now().minus(END_TO_END), END_TO_END);
    }

    private static VllmSpanFixture otherSpan() {
        return span().named("load_model")
                .without("gen_ai.latency.e2e")
                .without("gen_ai.usage.prompt_tokens")
                .without("gen_ai.usage.completion_tokens");
    }

    private static VllmSpanFixture span() {
        return VllmSpanFixture.requestEndedAt(Instant.now(), SPAN_NUMBERS.incrementAndGet())
                .withResource("k8s.deployment.name", WORKLOAD);
    }
}
