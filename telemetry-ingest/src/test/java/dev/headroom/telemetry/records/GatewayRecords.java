// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.records;

import com.google.protobuf.ByteString;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.DynamoTraceDecoder;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.KongLogDecoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes the records of gateways and of Headroom's own event under {@code src/test/resources/records}, one file for each way in which
 * a source writes. All tell of requests that came at {@link #ARRIVAL}. None was recorded from a running product: the shapes are those
 * of their documentation and sources, as {@code src/docs/gateways.md} says.
 *
 * <p>To write them anew: {@code ./mvnw -DskipTests test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt -pl
 * telemetry-ingest -am}, then in telemetry-ingest {@code java -cp target/test-classes:target/classes:$(cat target/classpath.txt)
 * dev.headroom.telemetry.records.GatewayRecords src/test/resources/records}.
 */
public final class GatewayRecords {
    /** When every request came. */
    public static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00.123Z");

    private static final long ARRIVAL_MS = ARRIVAL.toEpochMilli();

    private static final String EVENT = """
            {
              "schema_version": 1,
              "phase": "%s",
              "request_id": "r-1",
              "target": {"namespace": "llm", "kind": "Deployment", "name": "chat"},
              "model": "llama",
              "observer": "gateway",
              "arrival_time_ms": %d,
              "event_time_ms": %d%s
            }
            """;

    private static final String TOLD_AT_THE_END = """
            ,
              "input_tokens": 100, "cached_input_tokens": 64, "output_tokens": "21",
              "e2e_s": 1.5, "ttft_s": 0.25, "queue_s": 0.125,
              "finish_reason": "STOP", "messages": [{"role": "user", "content": "never read"}]""";

    private GatewayRecords() {}

    /**
     * A record of a source.
     *
     * @param file what it is called
     * @param decoder reads it
     * @param headers its headers
     * @param value its value
     */
    public record Sample(String file, Decoder decoder, Map<String, String> headers, ByteString value) {
        /** Its value. */
        public byte[] bytes() {
            return value.toByteArray();
        }

        /** The same as it lies among the tests' resources. */
        public byte[] stored() throws IOException {
            try (InputStream in = GatewayRecords.class.getResourceAsStream("/records/" + file)) {
                if (in == null) {
                    throw new IOException("no resource records/" + file + ": run GatewayRecords");
                }
                return in.readAllBytes();
            }
        }

        @Override
        public String toString() {
            return file;
        }
    }

    /** Writes all of them into the folder that is given. */
    public static void main(String[] folder) throws IOException {
        for (Sample sample : all()) {
            Files.write(Path.of(folder[0], sample.file()), sample.bytes());
        }
    }

    /** All of them. */
    public static List<Sample> all() {
        return List.of(
                sample(
                        "native-completed.pb",
                        new NativeEventDecoder(),
                        completed().build().toByteArray()),
                sample("native-completed.json", new NativeEventJsonDecoder(), json("completed")),
                sample("native-admitted.json", new NativeEventJsonDecoder(), json("admitted")),
                sample(
                        "cloudevent-binary-json.json",
                        new CloudEventsDecoder(),
                        json("completed"),
                        binary("application/json")),
                sample(
                        "cloudevent-binary-protobuf.pb",
                        new CloudEventsDecoder(),
                        completed().clearPhase().build().toByteArray(),
                        binary("application/protobuf")),
                sample("cloudevent-structured.json", new CloudEventsDecoder(), structured(), STRUCTURED),
                sample("cloudevent-structured-base64.json", new CloudEventsDecoder(), structuredBase64(), STRUCTURED),
                sample("envoy-access-log.pb", new EnvoyLogDecoder(), accessLog()),
                sample("kong-log.json", new KongLogDecoder(), bytes(KONG.formatted(ARRIVAL_MS))),
                sample("dynamo-trace.json", new DynamoTraceDecoder(), bytes(dynamo())),
                sample(
                        "dynamo-trace-wrapped.json",
                        new DynamoTraceDecoder(),
                        bytes("{\"timestamp\": 5, \"event\": " + dynamo() + "}\n")));
    }

    /** The one of that name. */
    public static Sample named(String file) {
        return all().stream()
                .filter(sample -> sample.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=UTF-8");

    private static Map<String, String> binary(String contentType) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", "e-1",
                "ce_source", "/gateway/eu-1",
                "ce_type", "com.example.llm.request.completed.v1",
                "content-type", contentType);
    }

    private static RequestTelemetry.Builder completed() {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId("r-1")
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName("chat"))
                .setModel("llama")
                .setObserver(Observer.GATEWAY)
                .setArrivalTimeMs(ARRIVAL_MS)
                .setEventTimeMs(ARRIVAL_MS + 1_500)
                .setInputTokens(100)
                .setCachedInputTokens(64)
                .setOutputTokens(21)
                .setE2ES(1.5)
                .setTtftS(0.25)
                .setQueueS(0.125);
    }

    private static byte[] json(String phase) {
        boolean ended = phase.equals("completed");
        return bytes(EVENT.formatted(
                phase, ARRIVAL_MS, ended ? ARRIVAL_MS + 1_500 : ARRIVAL_MS, ended ? TOLD_AT_THE_END : ""));
    }

    private static byte[] structured() {
        return bytes("""
                {
                  "specversion": "1.0", "id": "e-1", "source": "/gateway/eu-1",
                  "type": "com.example.llm.request.completed.v1",
                  "time": "2026-03-01T12:00:01.623Z", "datacontenttype": "application/json",
                  "data": %s}
                """.formatted(new String(json("completed"), StandardCharsets.UTF_8)));
    }

    private static byte[] structuredBase64() {
        return bytes("""
                {
                  "specversion": "1.0", "id": "e-1", "source": "/gateway/eu-1",
                  "type": "com.example.llm.request.completed.v1",
                  "datacontenttype": "application/protobuf",
                  "data_base64": "%s"
                }
                """.formatted(
                        Base64.getEncoder().encodeToString(completed().build().toByteArray())));
    }

    /** A request from its beginning to its end, one that was given up, one that failed, and one to something else. */
    private static byte[] accessLog() {
        Duration whole = Duration.ofMillis(1_500);
        return AccessLogFixture.record(List.of(
                AccessLogFixture.begun("e-1", ARRIVAL).with("llm.scale_target", "Deployment/chat"),
                AccessLogFixture.sentOn("e-1", ARRIVAL),
                AccessLogFixture.ended("e-1", ARRIVAL, whole),
                AccessLogFixture.ended("e-2", ARRIVAL, whole)
                        .with("response_flags", "DC")
                        .with("response_code", "0"),
                AccessLogFixture.ended("e-3", ARRIVAL, whole)
                        .with("response_flags", "UF,URX")
                        .with("response_code", "503"),
                AccessLogFixture.begun("e-4", ARRIVAL)));
    }

    private static final String KONG = """
            {
              "started_at": %d,
              "client_ip": "192.0.2.1",
              "upstream_status": 200,
              "request": {"id": "9ec9264afbbbad5fe5c64877d92eeb04", "uri": "/v1/chat/completions", "method": "POST",
                "headers": {"user-agent": "curl/8.7.1"}},
              "response": {"status": 200, "size": 4711},
              "latencies": {"request": 1500, "kong": 12, "proxy": 1488},
              "tries": [{"ip": "10.0.0.6", "port": 8000, "state": "failed", "code": 502}, {"ip": "10.0.0.7", "port": 8000}],
              "ai": {"proxy": {
                "payload": {"request": "never read"},
                "meta": {"request_model": "llama", "response_model": "llama", "request_mode": "stream", "llm_latency": 1480},
                "usage": {"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": 64}, "completion_tokens": 21,
                  "total_tokens": 121, "time_to_first_token": 250, "time_per_token": 62.5}}},
              "llm": {"scale_target": "Deployment/chat", "namespace": "llm"}
            }
            """;

    private static String dynamo() {
        return """
                {"schema": "dynamo.request.trace.v1", "event_type": "request_end", "event_time_unix_ms": %d,
                 "event_source": "dynamo",
                 "request": {"request_id": "d-1", "x_request_id": "x-1", "model": "llama", "input_tokens": 100,
                   "output_tokens": 21, "cached_tokens": 64, "request_received_ms": %d, "prefill_wait_time_ms": 125.0,
                   "prefill_time_ms": 120.5, "ttft_ms": 250.0, "total_time_ms": 1500.0, "avg_itl_ms": 62.5,
                   "finish_reason_metadata": {"finish_reason": "stop"}},
                 "llm.scale_target": "Deployment/chat", "llm.namespace": "llm"}""".formatted(ARRIVAL_MS + 1_500, ARRIVAL_MS);
    }

    private static Sample sample(String file, Decoder decoder, byte[] bytes) {
        return sample(file, decoder, bytes, Map.of());
    }

    private static Sample sample(String file, Decoder decoder, byte[] bytes, Map<String, String> headers) {
        return new Sample(file, decoder, headers, ByteString.copyFrom(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
