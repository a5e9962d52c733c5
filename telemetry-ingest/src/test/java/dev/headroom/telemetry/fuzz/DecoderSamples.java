// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import com.google.protobuf.ByteString;
import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import dev.headroom.telemetry.decode.VllmMetricsDecoder;
import dev.headroom.telemetry.decode.VllmSpanDecoder;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import dev.headroom.telemetry.records.GatewayRecords;
import dev.headroom.telemetry.records.GatewayRecords.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every decoder with a few records that it reads. A new decoder is listed here, or a test fails; that is all that it needs. */
final class DecoderSamples {
    /** About when the requests of all samples ended. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:05Z");

    private DecoderSamples() {}

    static List<Sample> all() {
        return Stream.of(GatewayRecords.all().stream(), ofOpenTelemetry(), declared())
                .flatMap(samples -> samples)
                .toList();
    }

    private static Stream<Sample> ofOpenTelemetry() {
        VllmSpanFixture span = VllmSpanFixture.requestEndedAt(NOW, 1);
        AccessLogFixture entry = AccessLogFixture.ended("r-1", NOW.minusSeconds(2), Duration.ofSeconds(1));
        return Stream.of(
                sample("spans", new VllmSpanDecoder(), VllmSpanFixture.record(List.of(span, span.named("load_model")))),
                sample(
                        "metrics",
                        new VllmMetricsDecoder(),
                        VllmMetricsFixture.scrapedAt(NOW).toRecord()),
                sample(
                        "log in a body",
                        GatewayRecords.named("envoy-access-log.pb").decoder(),
                        entry.toRecordWithBody()),
                sample(
                        "log in a list",
                        GatewayRecords.named("envoy-access-log.pb").decoder(),
                        new AccessLogFixture(NOW, Map.of())
                                .with("attributes", entry.asList())
                                .toRecord()));
    }

    /** The same records by way of the headers that declare them, and one that declares nothing. */
    private static Stream<Sample> declared() {
        Decoder events = new ByDeclaredFormat(
                new NativeEventDecoder(),
                Map.of("application/json", new NativeEventJsonDecoder()),
                new CloudEventsDecoder());
        return Stream.of(
                        GatewayRecords.named("native-completed.pb"),
                        GatewayRecords.named("cloudevent-binary-json.json"),
                        GatewayRecords.named("cloudevent-structured.json"))
                .map(sample -> new Sample("declared " + sample.file(), events, sample.headers(), sample.value()));
    }

    private static Sample sample(String name, Decoder decoder, byte[] record) {
        return new Sample(name, decoder, Map.of(), ByteString.copyFrom(record));
    }
}
