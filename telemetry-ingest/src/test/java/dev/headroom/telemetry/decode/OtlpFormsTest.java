// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceScrapes;
import dev.headroom.telemetry.fixture.SourceSpans;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is said, both forms say the same, and in JSON every way to write it. */
class OtlpFormsTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> KEYS =
            OtlpSpanDecoder.attributeNames().stream().sorted().toList();
    private static final List<String> TEXTS = List.of(
            "",
            "14",
            "1.5",
            "abort",
            "[\"abort\"]",
            "chat",
            "LLM",
            "10.0.0.7",
            "chat.llm.svc",
            "450.5\u00B5s",
            "\u2603 \"x\"");

    private final Decoder protobuf = new OtlpSpanDecoder();
    private final Decoder json = new OtlpJsonDecoder(OtlpSignal.TRACES, protobuf);

    @Property(tries = 500)
    void bothFormsOfSpansTellTheSame(
            @ForAll long seed, @ForAll boolean numbers, @ForAll boolean names, @ForAll boolean valuesFirst) {
        Random chance = new Random(seed);
        List<OtlpSpan> spans = new ArrayList<>();
        for (int number = 1; number <= 1 + chance.nextInt(4); number++) {
            spans.add(changed(anySource(chance, number), chance));
        }
        TracesData traces = OtlpSpan.traces(spans);

        Decoded ofJson = json.decode(new OtlpJson(numbers, names, valuesFirst).bytesOf(traces));

        assertThat(ofJson).isEqualTo(protobuf.decode(traces.toByteArray()));
    }

    @Property(tries = 100)
    void bothFormsOfScrapesTellTheSame(
            @ForAll double value,
            @ForAll long count,
            @ForAll boolean numbers,
            @ForAll boolean names,
            @ForAll boolean valuesFirst) {
        MetricsData metrics = VllmMetricsFixture.metrics(List.of(
                VllmMetricsFixture.scrapedAt(AT)
                        .amongEverythingElse()
                        .withGauge("vllm:kv_cache_usage_perc", value)
                        .withFirstTokens(count),
                SourceScrapes.sglang(AT).withGauge("sglang:token_usage", value),
                SourceScrapes.tgi(AT),
                SourceScrapes.tensorRtLlm(AT)));
        Decoder scrapes = new ServerMetricsDecoder();

        Decoded ofJson = new OtlpJsonDecoder(OtlpSignal.METRICS, scrapes)
                .decode(new OtlpJson(numbers, names, valuesFirst).bytesOf(metrics));

        assertThat(ofJson).isEqualTo(scrapes.decode(metrics.toByteArray()));
    }

    @Property
    void neverThrowsAtAnyBytes(@ForAll byte[] bytes) {
        assertThat(json.decode(bytes)).isNotNull();
    }

    @Property
    void neverThrowsAtADamagedRecord(@ForAll int position, @ForAll byte damage, @ForAll boolean valuesFirst) {
        byte[] record = new OtlpJson(true, true, valuesFirst)
                .bytesOf(OtlpSpan.traces(List.of(SourceSpans.genAi(AT, 1), SourceSpans.sglang(AT, 2))));
        record[Math.floorMod(position, record.length)] = damage;

        assertThat(json.decode(record)).isNotNull();
    }

    private static OtlpSpan anySource(Random chance, long number) {
        return switch (chance.nextInt(7)) {
            case 0 -> VllmSpanFixture.requestEndedAt(AT, number).span();
            case 1 -> SourceSpans.sglang(AT, number);
            case 2 -> SourceSpans.tgi(AT, number);
            case 3 -> SourceSpans.genAi(AT, number);
            case 4 -> SourceSpans.genAiDeprecated(AT, number);
            case 5 -> SourceSpans.openInference(AT, number);
            default -> OtlpSpan.of("prefill_waiting", AT, number);
        };
    }

    private static OtlpSpan changed(OtlpSpan span, Random chance) {
        OtlpSpan changed = span.ofKind(SpanKind.forNumber(chance.nextInt(6)))
                .lasting(Duration.ofNanos(chance.nextInt(2_000_000_000)));
        for (int i = chance.nextInt(6); i > 0; i--) {
            String key = KEYS.get(chance.nextInt(KEYS.size()));
            changed = chance.nextInt(4) == 0 ? changed.without(key) : changed.with(key, anyValue(chance));
        }
        return chance.nextInt(5) == 0 ? changed.failed() : changed;
    }

    private static Object anyValue(Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> chance.nextLong();
            case 1 -> (long) chance.nextInt(5_000);
            case 2 -> chance.nextDouble() * 10;
            default -> TEXTS.get(chance.nextInt(TEXTS.size()));
        };
    }
}
