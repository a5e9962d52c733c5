// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.time.Duration;
import java.time.Instant;

/** The bytes of a story's records. Requests have 5,000 tokens in and 500 out. */
final class Telemetry {
    private static final int INPUT = 5_000;
    private static final int OUTPUT = 500;
    /** Of which a replica that computes prompts one after another can begin twenty a second, three times what it is sent. */
    private static final Duration FIRST_TOKEN = Duration.ofMillis(50);

    private static final double NANOS_PER_SECOND = 1e9;

    private Telemetry() {}

    static byte[] span(long id, Instant arrival, Instant end, String pod) {
        Duration lasted = Duration.between(arrival, end);
        return VllmSpanFixture.requestEndedAt(end, id + 1)
                .withResource("k8s.pod.uid", pod)
                .withTokens(INPUT, OUTPUT)
                .withLatencies(FIRST_TOKEN.compareTo(lasted) < 0 ? FIRST_TOKEN : lasted, lasted)
                .toRecord();
    }

    static byte[] admission(long id, Instant arrival) {
        return event(id, arrival, arrival, Phase.ADMITTED).build().toByteArray();
    }

    static byte[] completion(long id, Instant arrival, Instant end, String pod) {
        return event(id, arrival, end, Phase.COMPLETED)
                .setPodUid(pod)
                .setInputTokens(INPUT)
                .setOutputTokens(OUTPUT)
                .setTtftS(0.1)
                .setE2ES((double) Duration.between(arrival, end).toNanos() / NANOS_PER_SECOND)
                .build()
                .toByteArray();
    }

    /** The client gave up at the gateway, before any server had the request. */
    static byte[] givenUp(long id, Instant arrival, Instant at) {
        return event(id, arrival, at, Phase.ABORTED)
                .setInputTokens(INPUT)
                .build()
                .toByteArray();
    }

    static byte[] scrape(ModelServer server, Instant at) {
        return VllmMetricsFixture.scrapedAt(at)
                .ofPod(server.uid(), server.uid())
                .withGauges((double) server.running(), (double) server.waiting(), 0.3)
                .withFinished(server.finished())
                .withFirstTokens(server.firstTokens())
                .toRecord();
    }

    private static RequestTelemetry.Builder event(long id, Instant arrival, Instant at, Phase phase) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(phase)
                .setRequestId("request-" + id)
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName("chat"))
                .setModel("llama")
                .setArrivalTimeMs(arrival.toEpochMilli())
                .setEventTimeMs(at.toEpochMilli());
    }
}
