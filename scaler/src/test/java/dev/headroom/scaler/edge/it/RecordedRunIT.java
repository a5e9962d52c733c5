// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RecordedRequest;
import dev.headroom.telemetry.fixture.RecordedRun;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.Snapshots;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What was measured on a GPU, sent through Kafka as a Collector sends it, is what the service's snapshots show. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class RecordedRunIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double TWO_PERCENT = 0.02;
    private static final int SPANS_A_RECORD = 48;
    private static final int PODS = 3;

    @KubernetesTestServer
    KubernetesServer cluster;

    @TestHTTPResource("/")
    URI root;

    @Inject
    Snapshots snapshots;

    private final List<RecordedRun> runs =
            RecordedRun.NAMES.stream().map(RecordedRun::load).toList();

    @Test
    void theServiceReadsWhatWasMeasured() {
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        runs.forEach(run -> documents.apply(Documents.policy(NAMESPACE, run.name(), "5s", "enforce")));
        ServicePages pages = new ServicePages(root);
        await().atMost(SOON)
                .until(() -> runs.stream()
                        .allMatch(run -> pages.get("/workloads/" + NAMESPACE + "/" + run.name())
                                        .status()
                                == 200));
        Instant end = Instant.now();

        send(end);

        runs.forEach(run -> await().atMost(SOON)
                .untilAsserted(() -> assertThat(recent(run, end).completed())
                        .as(run.name())
                        .isEqualTo(run.requests().size())));
        SoftAssertions.assertSoftly(softly -> runs.forEach(run -> {
            assertReading(softly, run, recent(run, end));
            assertArrivals(softly, run, end);
        }));
    }

    private record Ended(Instant at, String pod, VllmSpanFixture span) {}

    /** All runs at once, in the order of their ends; their last requests end within the same second. */
    private void send(Instant end) {
        List<Ended> ended = new ArrayList<>();
        for (RecordedRun run : runs) {
            Instant start = startOf(run, end);
            for (RecordedRequest request : run.requests()) {
                String pod = run.name() + "-" + request.number() % PODS;
                VllmSpanFixture span = request.toVllmSpan(start)
                        .withResource("k8s.deployment.name", run.name())
                        .withResource("k8s.pod.uid", pod);
                ended.add(new Ended(start.plus(request.end()), pod, span));
            }
        }
        ended.sort(Comparator.comparing(Ended::at));
        try (RawRecords records = new RawRecords()) {
            for (int i = 0; i < ended.size(); i += SPANS_A_RECORD) {
                byte[] record = collected(ended.subList(i, Math.min(ended.size(), i + SPANS_A_RECORD)));
                records.send(KafkaForTheService.SPANS, i / SPANS_A_RECORD % KafkaForTheService.SPAN_PARTITIONS, record);
            }
            records.flush();
        }
    }

    /** One resource a pod, with all of its spans: messages written one after the other are one message with the parts of all. */
    private static byte[] collected(List<Ended> spans) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        spans.stream()
                .collect(groupingBy(Ended::pod, TreeMap::new, toList()))
                .values()
                .forEach(ofPod -> record.writeBytes(VllmSpanFixture.recordOfOneResource(
                        ofPod.stream().map(Ended::span).toList())));
        return record.toByteArray();
    }

    private static void assertReading(SoftAssertions softly, RecordedRun run, Reading recent) {
        assertClose(
                softly, run, "mean_input_tokens", recent.inputTokens().mean().orElseThrow());
        assertClose(
                softly, run, "mean_output_tokens", recent.outputTokens().mean().orElseThrow());
        assertPercentiles(softly, run, "ttft", recent.timeToFirstToken());
        assertPercentiles(softly, run, "itl", recent.interTokenLatency());
        assertPercentiles(softly, run, "e2e", recent.endToEnd());
    }

    private static void assertPercentiles(SoftAssertions softly, RecordedRun run, String signal, Distribution read) {
        assertClose(softly, run, signal + "_p50_s", read.valueAt(50).orElseThrow());
        assertClose(softly, run, signal + "_p95_s", read.valueAt(95).orElseThrow());
    }

    private static void assertClose(SoftAssertions softly, RecordedRun run, String column, double read) {
        double measured = run.summary(column);
        softly.assertThat(read).as(run.name() + " " + column).isCloseTo(measured, within(measured * TWO_PERCENT));
    }

    private void assertArrivals(SoftAssertions softly, RecordedRun run, Instant end) {
        List<Duration> arrivals =
                run.requests().stream().map(RecordedRequest::arrival).sorted().toList();
        Duration last = arrivals.get(arrivals.size() - 1);
        double measured = arrivals.size() / (last.minus(arrivals.get(0)).toNanos() / 1e9);

        ArrivalRate rate = rateOnceVisible(run, startOf(run, end).plus(last), end);

        softly.assertThat(rate.perSecond())
                .as(run.name() + " arrivals")
                .isCloseTo(measured, within(measured * TWO_PERCENT));
    }

    /** Looks at every second once it has come, until the last arrival has just become part of the visible interval. */
    private ArrivalRate rateOnceVisible(RecordedRun run, Instant lastArrival, Instant from) {
        return Stream.iterate(from, at -> at.plusSeconds(1))
                .limit(60)
                .peek(at -> await().atMost(SOON).until(() -> Instant.now().isAfter(at)))
                .map(at -> snapshots.readAt(key(run), at).arrivals().orElseThrow())
                .filter(rate -> rate.to().isAfter(lastArrival))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.name() + ": the last arrival never became visible"));
    }

    private Reading recent(RecordedRun run, Instant at) {
        return snapshots.readAt(key(run), at).recent();
    }

    private static WorkloadKey key(RecordedRun run) {
        return new WorkloadKey(NAMESPACE, run.name());
    }

    /** On a whole second, as arrivals are counted in whole seconds, so that nothing depends on when the test runs. */
    private static Instant startOf(RecordedRun run, Instant end) {
        return end.minus(lengthOf(run)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration lengthOf(RecordedRun run) {
        return run.requests().get(run.requests().size() - 1).end();
    }
}
