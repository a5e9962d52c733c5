// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What is known does not depend on the way the records took: over which partitions, interleaved how, re-ordered within 5 s, one
 * in five of them twice.
 */
class InterleavingTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int SECONDS = 240;
    private static final Instant READ_AT = START.plusSeconds(SECONDS + 8);
    private static final int REORDERED_MILLIS = 5_000;
    private static final double COPIED = 0.2;

    private record Sent(Instant at, Decoder decoder, ByteString bytes) {
        Sent(Instant at, Decoder decoder, byte[] record) {
            this(at, decoder, ByteString.copyFrom(record));
        }
    }

    private final Decoder spans = new OtlpSpanDecoder();
    private final Decoder events = new NativeEventDecoder();
    private final Decoder scrapes = new ServerMetricsDecoder();

    @Property(tries = 40)
    void readsTheSameWhateverWayTheRecordsTook(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int partitions, @ForAll boolean admitted) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sent> inOrder = traffic(random, admitted);

        WorkloadSnapshot expected = readAfter(inOrder);
        WorkloadSnapshot read = readAfter(delivered(inOrder, partitions, random));

        assertThat(read).isEqualTo(expected);
        assertThat(read.arrivals()).isPresent();
    }

    /** Requests of three servers, and what these show when they are scraped; in the order in which it happened. */
    private List<Sent> traffic(SplittableRandom random, boolean admitted) {
        List<Sent> sent = new ArrayList<>();
        int requests = 300 + random.nextInt(600);
        for (int i = 0; i < requests; i++) {
            Instant arrival = START.plusMillis(random.nextInt(1_000 * SECONDS));
            Duration lasts = Duration.ofMillis(200 + random.nextInt(20_000));
            Instant end = arrival.plus(lasts);
            if (admitted) {
                sent.add(new Sent(arrival, events, event(i, Phase.ADMITTED, arrival, arrival)));
                Phase phase = random.nextInt(10) == 0 ? Phase.ABORTED : Phase.COMPLETED;
                sent.add(new Sent(end, events, event(i, phase, arrival, end)));
            } else {
                sent.add(new Sent(end, spans, span(i, end, lasts, random)));
            }
        }
        for (int server = 0; server < 3; server++) {
            long finished = 0;
            for (int second = server; second < SECONDS; second += 5) {
                finished += random.nextInt(12);
                Instant at = START.plusSeconds(second);
                sent.add(new Sent(at, scrapes, scrape(server, at, finished, random)));
            }
        }
        sent.removeIf(record -> record.at().isAfter(READ_AT));
        sent.sort(Comparator.comparing(Sent::at));
        return sent;
    }

    private static byte[] span(int number, Instant end, Duration lasts, SplittableRandom random) {
        return requestEndedAt(end, number + 1L)
                .withTokens(1 + random.nextInt(4_000), 2 + random.nextInt(700))
                .with("gen_ai.request.n", 1L + random.nextInt(3))
                .withResource("k8s.pod.uid", "pod-" + random.nextInt(3))
                .withLatencies(lasts.dividedBy(10), lasts)
                .toRecord();
    }

    private static byte[] event(int number, Phase phase, Instant arrival, Instant at) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(phase)
                .setRequestId("request-" + number)
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName("chat"))
                .setModel("llama")
                .setArrivalTimeMs(arrival.toEpochMilli())
                .setEventTimeMs(at.toEpochMilli())
                .setInputTokens(100)
                .setOutputTokens(20)
                .build()
                .toByteArray();
    }

    private static byte[] scrape(int server, Instant at, long finished, SplittableRandom random) {
        return VllmMetricsFixture.scrapedAt(at)
                .ofPod("pod-" + server, "pod-" + server)
                .withGauges(random.nextInt(30), random.nextInt(4), 0.5)
                .withFinished(finished)
                .withFirstTokens(finished + random.nextInt(5))
                .toRecord();
    }

    /** Partitions are read one batch after the other, each in its own order. */
    private static List<Sent> delivered(List<Sent> inOrder, int partitions, SplittableRandom random) {
        List<List<Sent>> written = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            written.add(new ArrayList<>());
        }
        for (Sent record : inOrder) {
            int copies = random.nextDouble() < COPIED ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                Instant late = record.at().plusMillis(random.nextInt(REORDERED_MILLIS));
                written.get(random.nextInt(partitions)).add(new Sent(late, record.decoder(), record.bytes()));
            }
        }
        written.forEach(partition -> partition.sort(Comparator.comparing(Sent::at)));
        List<Sent> read = new ArrayList<>();
        while (written.stream().anyMatch(partition -> !partition.isEmpty())) {
            List<Sent> partition = written.get(random.nextInt(partitions));
            List<Sent> batch = partition.subList(0, Math.min(partition.size(), 1 + random.nextInt(50)));
            read.addAll(batch);
            batch.clear();
        }
        return read;
    }

    private static WorkloadSnapshot readAfter(List<Sent> records) {
        FeedStatus feed = new FeedStatus(START, Optional.of(READ_AT), true, Optional.empty());
        WorkloadWindows windows = new WorkloadWindows(() -> feed, ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
        List<WorkloadClaim> claims =
                List.of(new WorkloadClaim(CHAT, Optional.of(RequestFixture.TARGET), Set.of("llama")));
        TelemetryPipeline pipeline = new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS), new Attribution(() -> claims, Pods.NONE), windows);
        records.forEach(record -> pipeline.accept(
                TelemetryTopic.NONE, record.decoder(), record.bytes().toByteArray(), RecordHeaders.NONE, READ_AT));
        return windows.readAt(CHAT, READ_AT);
    }
}
