// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpMetric;
import dev.headroom.telemetry.fixture.PrometheusPage;
import dev.headroom.telemetry.fixture.SourceScrapes;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many tokens a server says that its KV cache holds. */
class StatedLimitsOfServersTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final VllmMetricsFixture SCRAPE = VllmMetricsFixture.scrapedAt(AT);
    private static final String PAGE = "/scrapes/vllm-0.29.0.txt";

    private final ServerMetricsDecoder decoder = new ServerMetricsDecoder();

    @Test
    void readsThePageOfARealServer() {
        ServerReading reading = only(page());

        assertThat(reading.limits()).isEqualTo(new ServerLimits(OptionalLong.of(524_288)));
        assertThat(reading.engine()).isEqualTo("0");
        assertThat(reading.origin().models()).contains("llama-3-8b");
        assertThat(reading.gauges().running()).hasValue(0);
        assertThat(reading.counters().finished()).hasValue(7);
        assertThat(reading.counters().computedPromptTokens()).hasValue(48);
    }

    @Test
    void readsThePageOfARealServerInJson() {
        Decoder json = new OtlpJsonDecoder(OtlpSignal.METRICS, new ServerMetricsDecoder());

        Decoded decoded = json.decode(OtlpJson.OF_COLLECTOR.bytesOf(VllmMetricsFixture.metrics(List.of(page()))));

        assertThat(decoded.readings())
                .singleElement()
                .satisfies(reading -> assertThat(reading.limits().kvTokens()).hasValue(524_288));
    }

    @ParameterizedTest
    @CsvSource({
        "524288, 4096, 128, 524288",
        "131072, 4096, 128, 131072",
        "524288.0, None, None, 524288",
        "None, 4096, 128, 524288",
        "'', 27540, 16, 440640",
        "0, 4096, 16, 65536",
        "-1, 4096, 16, 65536",
        "nan, 4096, 16, 65536",
        "0.5, 4096, 16, 65536",
        "99999999999999999999999, 4096, 16, 65536",
        "1e15, 4096, 16, 65536"
    })
    void takesTheTokensElseTheBlocks(String tokens, String blocks, String blockTokens, long kvTokens) {
        assertThat(only(SCRAPE.with(setup(tokens, blocks, blockTokens)))
                        .limits()
                        .kvTokens())
                .hasValue(kvTokens);
    }

    @ParameterizedTest
    @CsvSource({
        "None, None, None",
        "'', '', ''",
        "None, 4096, None",
        "None, 0, 16",
        "None, 4096, -16",
        "None, 0.9, 16",
        "inf, inf, inf",
        "None, 9223372036854775807, 9223372036854775807"
    })
    void knowsNothingOfWhatIsNoNumber(String tokens, String blocks, String blockTokens) {
        ServerReading reading = only(SCRAPE.with(setup(tokens, blocks, blockTokens)));

        assertThat(reading.limits()).isEqualTo(ServerLimits.UNKNOWN);
        assertThat(reading.gauges().running()).hasValue(3);
    }

    @Test
    void knowsTheNameHoweverItWasWritten() {
        Metric renamed = setup("1000", "None", "None").toBuilder()
                .setName("vllm_cache_config_info")
                .build();

        assertThat(only(SCRAPE.with(renamed)).limits().kvTokens()).hasValue(1_000);
    }

    /** The metric names an engine and no model; it is of the same server all the same. */
    @Test
    void holdsForEachModelThatAnEngineServesAndForNoOtherEngine() {
        VllmMetricsFixture statement = SCRAPE.withoutMetrics().withoutLabel("model_name");
        byte[] record = VllmMetricsFixture.record(List.of(
                SCRAPE, SCRAPE.ofModel("lora"), SCRAPE.ofEngine("1"), statement.with(setup("1000", "None", "None"))));

        assertThat(decoder.decode(record).readings())
                .extracting(reading -> reading.limits().kvTokens())
                .containsExactly(OptionalLong.of(1_000), OptionalLong.of(1_000), OptionalLong.empty());
    }

    @Test
    void isKeptWhereTheRestOfTheScrapeIsInAnotherRecord() {
        VllmMetricsFixture statement =
                SCRAPE.withoutMetrics().withoutLabel("model_name").with(setup("1000", "None", "None"));

        ServerReading reading = only(statement);

        assertThat(reading.limits().kvTokens()).hasValue(1_000);
        assertThat(reading.engine()).isEqualTo("0");
        assertThat(reading.gauges().running()).isEmpty();
    }

    /** Each of two data-parallel ranks has a pool of its own, which its tensor-parallel ranks share. */
    @Test
    void addsUpThePoolsOfAnSglangServersRanks() {
        Metric pools = OtlpMetric.gauge("sglang:max_total_num_tokens")
                .point(100_000, "dp_rank", "0", "tp_rank", "0")
                .point(100_000, "dp_rank", "0", "tp_rank", "1")
                .point(90_000, "dp_rank", "1", "tp_rank", "2")
                .build();

        assertThat(only(SourceScrapes.sglang(AT).with(pools)).limits().kvTokens())
                .hasValue(190_000);
    }

    @Test
    void knowsNothingOfAnSglangServerThatHasNotMadeItsPool() {
        ServerReading reading = only(SourceScrapes.sglang(AT).withGauge("sglang:max_total_num_tokens", 0));

        assertThat(reading.limits()).isEqualTo(ServerLimits.UNKNOWN);
    }

    @Test
    void multipliesTheBlocksOfATensorRtLlmServer() {
        VllmMetricsFixture scrape = SourceScrapes.tensorRtLlm(AT).withGauge("trtllm_kv_cache_max_blocks", 8_192);

        assertThat(only(scrape).limits()).isEqualTo(ServerLimits.UNKNOWN);
        assertThat(only(scrape.withGauge("trtllm_kv_cache_tokens_per_block", 32))
                        .limits()
                        .kvTokens())
                .hasValue(262_144);
    }

    @Test
    void knowsNothingOfAServerThatStatesNothing() {
        assertThat(only(SCRAPE).limits()).isEqualTo(ServerLimits.UNKNOWN);
        assertThat(only(SourceScrapes.tgi(AT)).limits()).isEqualTo(ServerLimits.UNKNOWN);
    }

    private static VllmMetricsFixture page() {
        VllmMetricsFixture page = SCRAPE.withoutMetrics().withoutLabel("engine").withoutLabel("model_name");
        for (Metric metric : PrometheusPage.metricsOf(PAGE)) {
            page = page.with(metric);
        }
        // Histograms carry no labels here; this one would be of another engine.
        return page.without("vllm:time_to_first_token_seconds");
    }

    private static Metric setup(String tokens, String blocks, String blockTokens) {
        return OtlpMetric.gauge("vllm:cache_config_info")
                .point(1, "kv_cache_size_tokens", tokens, "num_gpu_blocks", blocks, "block_size", blockTokens)
                .build();
    }

    private ServerReading only(VllmMetricsFixture scrape) {
        List<ServerReading> readings = decoder.decode(scrape.toRecord()).readings();
        assertThat(readings).hasSize(1);
        return readings.get(0);
    }
}
