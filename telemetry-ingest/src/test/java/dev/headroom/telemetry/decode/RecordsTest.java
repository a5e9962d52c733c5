// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.RecordSet;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each record that is kept tells exactly what it told when it was first read; in protobuf and in JSON the same. */
class RecordsTest {
    private static final Instant END = Instant.parse(RecordSet.END);

    /** Of trace and span number 1; another one would be another request to a service that remembers it from before. */
    private static final EventId ID = new EventId(-5_498_593_135_920_122_488L, 4_671_595_388_571_440_873L);

    private static final Origin CHAT = new Origin(
            Optional.of("llm"), List.of(new TargetName("Deployment", "chat")), List.of(), PodReference.ofUid("pod-1"));

    private static final Origin SCRAPED = new Origin(
            Optional.of("llm"),
            List.of(new TargetName("Deployment", "chat")),
            List.of("llama"),
            new PodReference(
                    Optional.of("pod-1"),
                    Optional.of("chat-6d9f7c5b4d-abcde"),
                    Optional.of("10.0.0.7"),
                    Optional.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void vllm(String format) {
        assertThat(spans("vllm", format))
                .isEqualTo(request(CHAT, tokens(100, 0, 21), timings(100, 1_100, 10), 1_100, Observer.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void sglang(String format) {
        assertThat(spans("sglang", format))
                .isEqualTo(request(
                        CHAT.serving("llama"), tokens(100, 64, 21), timings(100, 1_100, 0), 1_100, Observer.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void tgi(String format) {
        RequestTimings timings = new RequestTimings(
                Optional.empty(),
                Optional.of(Duration.ofNanos(1_061_234_567)),
                Optional.of(Duration.ofNanos(10_000_456)));

        assertThat(spans("tgi", format)).isEqualTo(request(CHAT, tokens(0, 0, 21), timings, 1_062, Observer.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void tensorRtLlm(String format) {
        TokenCounts tokens =
                new TokenCounts(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.of(21), OptionalInt.of(1));

        assertThat(spans("tensorrt-llm", format))
                .isEqualTo(request(CHAT, tokens, timings(100, 1_100, 10), 1_100, Observer.SERVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void genAi(String format) {
        Origin called = new Origin(Optional.of("llm"), List.of(), List.of("llama"), PodReference.UNKNOWN);

        assertThat(spans("genai", format))
                .isEqualTo(request(called, tokens(100, 64, 21), timings(120, 1_150, 0), 1_150, Observer.CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void genAiDeprecated(String format) {
        PodReference pod =
                new PodReference(Optional.empty(), Optional.empty(), Optional.of("10.0.0.7"), Optional.empty());
        Origin called = new Origin(Optional.empty(), List.of(), List.of("llama"), pod);

        assertThat(spans("genai-deprecated", format))
                .isEqualTo(request(called, tokens(100, 0, 21), timings(0, 1_150, 0), 1_150, Observer.CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void openInference(String format) {
        Origin called = new Origin(
                Optional.of("shop"),
                List.of(new TargetName("Deployment", "chat")),
                List.of("llama"),
                PodReference.UNKNOWN);

        assertThat(spans("openinference", format))
                .isEqualTo(request(called, tokens(100, 0, 21), timings(0, 1_150, 0), 1_150, Observer.CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void scrapesOfVllm(String format) {
        assertThat(metrics("vllm", format))
                .isEqualTo(stating(440_640, scrape("0", OptionalDouble.of(0.4), counters(100, 104, 8_000, 2_000), 23)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void scrapesOfSglang(String format) {
        assertThat(metrics("sglang", format))
                .isEqualTo(scrape("", OptionalDouble.of(0.4), counters(100, 104, 8_000, 2_000), 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void scrapesOfTgi(String format) {
        assertThat(metrics("tgi", format)).isEqualTo(scrape("", OptionalDouble.empty(), counters(100, 0, 0, 0), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb", "json"})
    void scrapesOfTensorRtLlm(String format) {
        assertThat(metrics("tensorrt-llm", format))
                .isEqualTo(scrape("", OptionalDouble.of(0.4), counters(100, 0, 0, 0), 2));
    }

    private static Decoded spans(String source, String format) {
        Decoder protobuf = new OtlpSpanDecoder();
        Decoder decoder = format.equals("pb") ? protobuf : new OtlpJsonDecoder(OtlpSignal.TRACES, protobuf);
        return decoder.decode(record("spans-" + source, format));
    }

    private static Decoded metrics(String source, String format) {
        Decoder protobuf = new ServerMetricsDecoder();
        Decoder decoder = format.equals("pb") ? protobuf : new OtlpJsonDecoder(OtlpSignal.METRICS, protobuf);
        return decoder.decode(record("metrics-" + source, format));
    }

    private static byte[] record(String name, String format) {
        String file = "/records/%s.otlp.%s".formatted(name, format);
        try (InputStream record = Objects.requireNonNull(RecordsTest.class.getResourceAsStream(file), file)) {
            return record.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(file, unreadable);
        }
    }

    private static Decoded request(
            Origin origin, TokenCounts tokens, RequestTimings timings, long lastedMillis, Observer observer) {
        return Decoded.of(new RequestObservation(
                ID.inPhase(Phase.COMPLETED),
                origin,
                Phase.COMPLETED,
                END.minusMillis(lastedMillis),
                END,
                tokens,
                timings,
                0,
                observer));
    }

    /** 0 stands for what the source does not tell. */
    private static TokenCounts tokens(int input, int cached, int output) {
        return new TokenCounts(told(input), told(cached), told(output));
    }

    private static RequestTimings timings(long firstMillis, long endMillis, long queueMillis) {
        return new RequestTimings(millis(firstMillis), millis(endMillis), millis(queueMillis));
    }

    private static Decoded scrape(String engine, OptionalDouble kvUsage, ServerCounters counters, int others) {
        ServerGauges gauges = new ServerGauges(OptionalLong.of(3), OptionalLong.of(1), kvUsage);
        return new Decoded(
                List.of(),
                List.of(new ServerReading(SCRAPED, engine, END, gauges, counters)),
                Map.of(SkipReason.OTHER_METRIC, others));
    }

    private static Decoded stating(long kvTokens, Decoded silent) {
        ServerReading reading = silent.readings().get(0);
        return new Decoded(
                List.of(),
                List.of(new ServerReading(
                        reading.origin(),
                        reading.engine(),
                        reading.at(),
                        reading.gauges(),
                        reading.counters(),
                        new ServerLimits(OptionalLong.of(kvTokens)))),
                silent.skipped());
    }

    private static ServerCounters counters(long finished, long firstTokens, long computed, long cached) {
        return new ServerCounters(
                OptionalLong.of(finished), toldLong(firstTokens), toldLong(computed), toldLong(cached));
    }

    private static OptionalInt told(int count) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }

    private static OptionalLong toldLong(long count) {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static Optional<Duration> millis(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
