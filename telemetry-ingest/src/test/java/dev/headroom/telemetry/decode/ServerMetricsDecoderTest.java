// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static dev.headroom.telemetry.fixture.VllmMetricsFixture.scrapedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.fixture.OtlpMetric;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetricsDecoderTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final VllmMetricsFixture SCRAPE = scrapedAt(AT);
    private static final VllmMetricsFixture BARE = SCRAPE.withoutMetrics();
    private static final String RUNNING = "vllm:num_requests_running";

    private final ServerMetricsDecoder decoder = new ServerMetricsDecoder();

    @Test
    void readsEverythingThatAScrapeTells() {
        ServerReading reading = only(SCRAPE);

        assertThat(reading)
                .isEqualTo(new ServerReading(
                        new Origin(
                                Optional.of("llm"),
                                Optional.of(new ScaleTarget("llm", "Deployment", "chat")),
                                Optional.of("llama"),
                                new PodReference(
                                        Optional.of("pod-1"),
                                        Optional.of("chat-6d9f7c5b4d-abcde"),
                                        Optional.of("10.0.0.7"),
                                        Optional.empty())),
                        "0",
                        AT,
                        new ServerGauges(OptionalLong.of(3), OptionalLong.of(1), OptionalDouble.of(0.4)),
                        new ServerCounters(
                                OptionalLong.of(100),
                                OptionalLong.of(104),
                                OptionalLong.of(8_000),
                                OptionalLong.of(2_000))));
    }

    @Test
    void findsItAmongEverythingElseThatAServerShows() {
        Decoded decoded = decoder.decode(SCRAPE.amongEverythingElse().toRecord());

        assertThat(decoded.readings())
                .containsExactly(only(SCRAPE.with(OtlpMetric.gauge("vllm:cache_config_info")
                        .point(1, "block_size", "16", "num_gpu_blocks", "27540")
                        .build())));
        // 27 metrics more, four of which are known: up, how the cache is set up, and two that the sources of prompt
        // tokens make
        // superfluous.
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.OTHER_METRIC, 23));
    }

    @Test
    void readsManyServersEnginesModelsAndInstants() {
        byte[] record = VllmMetricsFixture.record(List.of(
                SCRAPE,
                SCRAPE.ofPod("pod-2", "chat-2"),
                SCRAPE.ofEngine("1"),
                SCRAPE.ofModel("lora"),
                SCRAPE.at(AT.plusSeconds(5))));

        List<ServerReading> readings = decoder.decode(record).readings();

        assertThat(readings)
                .extracting(ServerMetricsDecoderTest::describe)
                .containsExactly(
                        "pod-1 0 llama 0", "pod-2 0 llama 0", "pod-1 1 llama 0", "pod-1 0 lora 0", "pod-1 0 llama 5");
    }

    @Test
    void joinsTheHalvesOfAScrapeWithinARecord() {
        VllmMetricsFixture gauges = BARE.withGauges(3, 1, 0.4);
        VllmMetricsFixture counters =
                BARE.withFinished(100).withFirstTokens(104).withPromptTokens(8_000, 2_000);

        List<ServerReading> readings = decoder.decode(VllmMetricsFixture.record(List.of(gauges, counters)))
                .readings();

        assertThat(readings).containsExactly(only(SCRAPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm:%s", "vllm_%s", "vllm.%s"})
    void knowsTheNamesHoweverTheyWereWritten(String form) {
        VllmMetricsFixture renamed = SCRAPE.withEach(metric -> renamed(metric, form));

        assertThat(only(renamed)).isEqualTo(only(SCRAPE));
    }

    @Test
    void knowsTheNamesWithoutTheirSuffixes() {
        VllmMetricsFixture trimmed = SCRAPE.withEach(metric -> metric.toBuilder()
                .setName(metric.getName().replaceFirst("_(total|seconds)$", ""))
                .build());

        assertThat(only(trimmed)).isEqualTo(only(SCRAPE));
    }

    @Test
    void knowsTheOldNameOfTheCacheUsage() {
        ServerReading reading = only(BARE.withGauge("vllm:gpu_cache_usage_perc", 0.7));

        assertThat(reading.gauges().kvUsage()).hasValue(0.7);
    }

    @Test
    void takesIntsForNumbers() {
        ServerReading reading =
                only(BARE.with(OtlpMetric.gauge(RUNNING).intPoint(7).build())
                        .with(OtlpMetric.counter("vllm:request_success_total")
                                .intPoint(Long.MAX_VALUE - 1, "finished_reason", "stop")
                                .build()));

        assertThat(reading.gauges().running()).hasValue(7);
        assertThat(reading.counters().finished()).hasValue(Long.MAX_VALUE - 1);
    }

    @Test
    void addsUpWhatEndedForWhateverReason() {
        ServerReading reading = only(BARE.with(OtlpMetric.counter("vllm:request_success_total")
                .point(70, "finished_reason", "stop")
                .point(20, "finished_reason", "length")
                .point(9, "finished_reason", "abort")
                .point(1, "finished_reason", "error")
                .build()));

        assertThat(reading.counters().finished()).hasValue(100);
    }

    @Test
    void takesTokensFromAnyCacheForCached() {
        ServerReading reading = only(BARE.with(OtlpMetric.counter("vllm:prompt_tokens_by_source_total")
                .point(50, "source", "local_compute")
                .point(30, "source", "local_cache_hit")
                .point(20, "source", "external_kv_transfer")
                .point(1_000, "source", "somewhere_new")
                .build()));

        assertThat(reading.counters().computedPromptTokens()).hasValue(50);
        assertThat(reading.counters().cachedPromptTokens()).hasValue(50);
    }

    @Test
    void derivesTheComputedTokensOfAServerThatDoesNotCountBySource() {
        VllmMetricsFixture all = BARE.withCounter("vllm:prompt_tokens_total", 100);

        ServerCounters both =
                only(all.withCounter("vllm:prompt_tokens_cached_total", 30)).counters();
        assertThat(both.computedPromptTokens()).hasValue(70);
        assertThat(both.cachedPromptTokens()).hasValue(30);
        ServerCounters torn =
                only(all.withCounter("vllm:prompt_tokens_cached_total", 101)).counters();
        assertThat(torn.computedPromptTokens()).isEmpty();
        assertThat(only(all).counters()).isEqualTo(ServerCounters.UNKNOWN);
    }

    @Test
    void prefersTheSourcesToWhatCouldBeDerived() {
        ServerCounters counters = only(BARE.withPromptTokens(80, 20)
                        .withCounter("vllm:prompt_tokens_total", 1_000)
                        .withCounter("vllm:prompt_tokens_cached_total", 900))
                .counters();

        assertThat(counters.computedPromptTokens()).hasValue(80);
        assertThat(counters.cachedPromptTokens()).hasValue(20);
    }

    @Test
    void countsWhatANativeHistogramObserved() {
        ServerReading reading = only(BARE.with(OtlpMetric.exponentialHistogram("vllm:time_to_first_token_seconds", 9)));

        assertThat(reading.counters().firstTokens()).hasValue(9);
    }

    @Test
    void whatIsMissingIsUnknownAndNotZero() {
        ServerReading reading = only(BARE.withGauge(RUNNING, 0));

        assertThat(reading.gauges())
                .isEqualTo(new ServerGauges(OptionalLong.of(0), OptionalLong.empty(), OptionalDouble.empty()));
        assertThat(reading.counters()).isEqualTo(ServerCounters.UNKNOWN);
    }

    @Test
    void passesACounterThatBeganAgainOnAsItStands() {
        byte[] record = VllmMetricsFixture.record(
                List.of(SCRAPE, SCRAPE.at(AT.plusSeconds(5)).withFinished(2)));

        assertThat(decoder.decode(record).readings())
                .extracting(reading -> reading.counters().finished().orElseThrow())
                .containsExactly(100L, 2L);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        ServerReading reading = only(SCRAPE.withGauge(RUNNING, Double.NaN)
                .withGauge("vllm:kv_cache_usage_perc", Double.POSITIVE_INFINITY)
                .with(OtlpMetric.gauge("vllm:num_requests_waiting").build()));

        assertThat(reading.gauges()).isEqualTo(ServerGauges.UNKNOWN);
    }

    @Test
    void keepsAbsurdNumbersForValidationToReject() {
        ServerReading reading = only(SCRAPE.withGauges(-1, 1e300, -0.1)
                .with(OtlpMetric.counter("vllm:request_success_total")
                        .intPoint(Long.MAX_VALUE, "finished_reason", "stop")
                        .intPoint(Long.MAX_VALUE, "finished_reason", "length")
                        .build()));

        assertThat(reading.gauges().running()).hasValue(-1);
        assertThat(reading.gauges().waiting()).hasValue(Long.MAX_VALUE);
        assertThat(reading.gauges().kvUsage()).hasValue(-0.1);
        assertThat(reading.counters().finished()).hasValue(Long.MAX_VALUE);
    }

    @Test
    void aServerThatWentAwayLeavesNoReading() {
        VllmMetricsFixture stale = SCRAPE.withEach(ServerMetricsDecoderTest::stale);

        Decoded decoded = decoder.decode(stale.toRecord());

        assertThat(decoded).isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
    }

    @Test
    void aScrapeThatFailedIsNoHeartbeat() {
        Decoded decoded = decoder.decode(BARE.withGauge("up", 0).toRecord());

        assertThat(decoded).isEqualTo(Decoded.skipped(SkipReason.SCRAPE_FAILED));
    }

    @Test
    void thatAServerIsUpIsNoReadingByItself() {
        Decoded decoded = decoder.decode(BARE.withGauge("up", 1).toRecord());

        assertThat(decoded).isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
    }

    @Test
    void aRecordOfMoreThanFourMebibytesIsNotParsed() {
        byte[] largest = new byte[4 << 20];
        byte[] larger = new byte[(4 << 20) + 1];

        assertThat(decoder.decode(largest)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(larger)).isEqualTo(Decoded.skipped(SkipReason.TOO_LARGE));
    }

    @Test
    void ignoresAndCountsOtherMetrics() {
        byte[] record = BARE.withGauge("node_load1", 3)
                .withGauge("vllm:num_requests_waiting_by_reason", 3)
                .withCounter("http_requests_total", 3)
                .toRecord();

        assertThat(decoder.decode(record))
                .isEqualTo(new Decoded(List.of(), List.of(), Map.of(SkipReason.OTHER_METRIC, 3)));
    }

    @Test
    void takesNoMetricInAShapeThatDoesNotTellItsNumber() {
        byte[] record = BARE.with(OtlpMetric.summary("vllm:time_to_first_token_seconds", 9))
                .with(OtlpMetric.histogram(RUNNING, 9))
                .with(Metric.newBuilder().setName("vllm:num_requests_waiting").build())
                .toRecord();

        assertThat(decoder.decode(record))
                .isEqualTo(new Decoded(List.of(), List.of(), Map.of(SkipReason.OTHER_METRIC, 3)));
    }

    @Test
    void leavesOutCountersThatTellOnlyWhatWasAdded() {
        Decoded decoded =
                decoder.decode(SCRAPE.withEach(ServerMetricsDecoderTest::delta).toRecord());

        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.NOT_CUMULATIVE, 3));
        assertThat(decoded.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.gauges()).isEqualTo(only(SCRAPE).gauges());
            assertThat(reading.counters()).isEqualTo(ServerCounters.UNKNOWN);
        });
    }

    @Test
    void losesOnlyThePointsThatHaveNoTime() {
        byte[] record =
                VllmMetricsFixture.record(List.of(BARE.withGauges(1, 1, 1).at(Instant.EPOCH), SCRAPE));

        Decoded decoded = decoder.decode(record);

        assertThat(decoded.readings()).containsExactly(only(SCRAPE));
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.MISSING_FIELD, 3));
    }

    private ServerReading only(VllmMetricsFixture scrape) {
        List<ServerReading> readings = decoder.decode(scrape.toRecord()).readings();
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }

    private static String describe(ServerReading reading) {
        return String.join(
                " ",
                reading.origin().pod().uid().orElseThrow(),
                reading.engine(),
                reading.origin().model().orElseThrow(),
                Long.toString(reading.at().getEpochSecond() - AT.getEpochSecond()));
    }

    private static Metric renamed(Metric metric, String form) {
        return metric.toBuilder()
                .setName(form.formatted(metric.getName().substring("vllm:".length())))
                .build();
    }

    private static Metric stale(Metric metric) {
        Metric.Builder stale = metric.toBuilder();
        if (metric.hasGauge()) {
            stale.getGaugeBuilder()
                    .getDataPointsBuilderList()
                    .forEach(point -> point.clearValue().setFlags(1));
        } else if (metric.hasSum()) {
            stale.getSumBuilder()
                    .getDataPointsBuilderList()
                    .forEach(point -> point.setAsDouble(5).setFlags(1));
        } else {
            stale.getHistogramBuilder().getDataPointsBuilderList().forEach(point -> point.setFlags(1));
        }
        return stale.build();
    }

    private static Metric delta(Metric metric) {
        Metric.Builder delta = metric.toBuilder();
        if (metric.hasSum()) {
            delta.getSumBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        } else if (metric.hasHistogram()) {
            delta.getHistogramBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        }
        return delta.build();
    }
}
