// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import com.google.protobuf.ByteString;
import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import dev.headroom.telemetry.decode.OtlpJsonDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.GatewayRecords;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import dev.headroom.telemetry.fixture.OtlpRecords;
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
        return Stream.of(GatewayRecords.all().stream(), ofOpenTelemetry(), ofLogs(), declared())
                .flatMap(samples -> samples)
                .toList();
    }

    private static Stream<Sample> ofOpenTelemetry() {
        Decoder spans = new OtlpSpanDecoder();
        Decoder metrics = new ServerMetricsDecoder();
        Map<String, byte[]> records = new OtlpRecords().records();
        return Stream.concat(
                Stream.of(
                                "spans-vllm",
                                "spans-sglang",
                                "spans-tgi",
                                "spans-genai",
                                "spans-openinference",
                                "metrics-tgi",
                                "metrics-tensorrt-llm")
                        .map(name -> name + ".otlp.pb")
                        .map(name -> sample(name, name.startsWith("spans") ? spans : metrics, records.get(name))),
                Stream.of(
                        sample(
                                "spans as JSON",
                                new OtlpJsonDecoder(OtlpSignal.TRACES, spans),
                                records.get("spans-genai.otlp.json")),
                        sample(
                                "metrics as JSON",
                                new OtlpJsonDecoder(OtlpSignal.METRICS, metrics),
                                records.get("metrics-tgi.otlp.json"))));
    }

    private static Stream<Sample> ofLogs() {
        Decoder logs = new EnvoyLogDecoder();
        AccessLogFixture entry = AccessLogFixture.ended("r-1", NOW.minusSeconds(2), Duration.ofSeconds(1));
        AccessLogFixture within = new AccessLogFixture(NOW, Map.of()).with("attributes", entry.asList());
        return Stream.of(
                sample("log in a body", logs, entry.toRecordWithBody()),
                sample("log in a list", logs, within.toRecord()),
                sample(
                        "log as JSON",
                        new OtlpJsonDecoder(OtlpSignal.LOGS, EnvoyLogDecoder.attributeNames(), logs),
                        entry.toJsonRecord()));
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
