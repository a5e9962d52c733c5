// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.fixture.OtlpMetric;
import dev.headroom.telemetry.fixture.SourceScrapes;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is particular to the pages of SGLang, TGI and TensorRT-LLM. */
class SourceMetricsTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final ServerMetricsDecoder decoder = new ServerMetricsDecoder();

    /** Rank 0 runs 1 and rank 1 runs 2, each shown by two tensor-parallel ranks; the counters name no rank. */
    @Test
    void addsUpTheDataParallelRanksOfAnSglangServerAndNoOthers() {
        ServerReading reading = only(SourceScrapes.sglang(AT));

        assertThat(reading.engine()).isEmpty();
        assertThat(reading.gauges().running()).hasValue(3);
        assertThat(reading.gauges().waiting()).hasValue(1);
        assertThat(reading.gauges().kvUsage()).hasValue(0.4);
        assertThat(reading.counters().finished()).hasValue(100);
    }

    @Test
    void readsAnSglangServerWithoutRanks() {
        ServerReading reading = only(SourceScrapes.sglang(AT)
                .withoutMetrics()
                .withGauge("sglang:num_running_reqs", 7)
                .withGauge("sglang:num_queue_reqs", 0));

        assertThat(reading.gauges().running()).hasValue(7);
        assertThat(reading.gauges().waiting()).hasValue(0);
        assertThat(reading.counters()).isEqualTo(ServerCounters.UNKNOWN);
    }

    @Test
    void countsSglangsPromptsByWhetherTheyWereCached() {
        ServerCounters counters = only(SourceScrapes.sglang(AT)).counters();

        assertThat(counters.computedPromptTokens()).hasValue(8_000);
        assertThat(counters.cachedPromptTokens()).hasValue(2_000);
    }

    @Test
    void takesTheWholeAndNotItsSplitByPriority() {
        ServerReading reading = only(SourceScrapes.sglang(AT)
                .withoutMetrics()
                .with(OtlpMetric.gauge("sglang:num_queue_reqs")
                        .point(5, "priority", "")
                        .point(2, "priority", "0")
                        .point(9, "priority", "-1")
                        .build()));

        assertThat(reading.gauges().waiting()).hasValue(5);
    }

    @Test
    void knowsSglangsNamesOfABrokenColon() {
        ServerReading reading = only(SourceScrapes.sglang(AT)
                .withEach(metric -> metric.toBuilder()
                        .setName(metric.getName().replace(':', '_'))
                        .build()));

        assertThat(reading).isEqualTo(only(SourceScrapes.sglang(AT)));
    }

    @Test
    void readsTgisCounterThatHasNoSuffix() {
        ServerReading reading = only(SourceScrapes.tgi(AT));

        assertThat(reading.counters().finished()).hasValue(100);
        assertThat(reading.counters().firstTokens()).isEmpty();
        assertThat(reading.gauges().kvUsage()).isEmpty();
        assertThat(reading.origin().models()).containsExactly("llama");
    }

    /** They are counted at the end; with requests running, as many as run would seem to have come. */
    @Test
    void doesNotTakeTensorRtLlmsTimesForFirstTokens() {
        assertThat(only(SourceScrapes.tensorRtLlm(AT)).counters().firstTokens()).isEmpty();
    }

    @Test
    void readsServersOfEveryKindInOneRecord() {
        byte[] record = VllmMetricsFixture.record(List.of(
                VllmMetricsFixture.scrapedAt(AT).ofPod("pod-1", "a"),
                SourceScrapes.sglang(AT).ofPod("pod-2", "b"),
                SourceScrapes.tgi(AT).ofPod("pod-3", "c"),
                SourceScrapes.tensorRtLlm(AT).ofPod("pod-4", "d")));

        assertThat(decoder.decode(record).readings())
                .hasSize(4)
                .allSatisfy(reading -> assertThat(reading.gauges().running()).hasValue(3))
                .allSatisfy(reading -> assertThat(reading.counters().finished()).hasValue(100));
    }

    @Test
    void namesEveryMetricThatItReads() {
        assertThat(ServerMetricsDecoder.metricNames())
                .contains(
                        "vllm:num_requests_running",
                        "sglang:num_running_reqs",
                        "sglang:token_usage",
                        "tgi_queue_size",
                        "tgi_batch_current_size",
                        "tgi_request_success",
                        "trtllm_num_requests_waiting",
                        "up")
                .hasSize(28);
    }

    private ServerReading only(VllmMetricsFixture scrape) {
        Decoded decoded = decoder.decode(scrape.toRecord());
        assertThat(decoded.readings()).hasSize(1);
        assertThat(decoded.skipped().keySet())
                .isSubsetOf(Map.of(SkipReason.OTHER_METRIC, 0).keySet());
        return decoded.readings().get(0);
    }
}
