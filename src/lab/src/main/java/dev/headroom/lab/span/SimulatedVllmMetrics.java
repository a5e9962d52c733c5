// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.PodIdentity;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.time.Instant;
import java.util.List;

/** The part of vLLM's metrics that tells its load, as the Collector's Prometheus receiver turns them into OTLP. */
final class SimulatedVllmMetrics {
    private static final String SCOPE =
            "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    /** Tokens of a block of the cache, vLLM's default on GPUs. */
    private static final long BLOCK_TOKENS = 16;

    private final String model;
    private final boolean statesLimits;

    /**
     * The metrics of servers of one kind.
     *
     * @param model that they serve
     * @param statesLimits whether they show how their cache is set up
     */
    SimulatedVllmMetrics(String model, boolean statesLimits) {
        this.model = model;
        this.statesLimits = statesLimits;
    }

    /** One scrape of one pod. */
    ResourceMetrics resourceMetrics(PodIdentity pod, EngineReading reading, Instant start, Instant at) {
        Points points = new Points(unixNanos(start), unixNanos(at));
        ResourceMetrics.Builder scrape = ResourceMetrics.newBuilder();
        scrape.getResourceBuilder()
                .addAttributes(text("service.name", "vllm"))
                .addAttributes(text("k8s.namespace.name", pod.namespace()))
                .addAttributes(text("k8s.deployment.name", pod.deployment()))
                .addAttributes(text("k8s.pod.name", pod.name()))
                .addAttributes(text("k8s.pod.uid", pod.uid()));
        scrape.addScopeMetricsBuilder()
                .addMetrics(gauge("up", points.bare(1)))
                .addMetrics(gauge("vllm:num_requests_running", points.of(reading.running())))
                .addMetrics(gauge("vllm:num_requests_waiting", points.of(reading.waiting())))
                .addMetrics(gauge("vllm:kv_cache_usage_perc", points.of(reading.kvUsage())))
                .addMetrics(counter(
                        "vllm:request_success_total",
                        points.of((double) reading.counters().finished(), text("finished_reason", "stop")),
                        points.of(0, text("finished_reason", "length")),
                        points.of(0, text("finished_reason", "abort"))))
                .addMetrics(counter(
                        "vllm:prompt_tokens_by_source_total",
                        points.of(computed(reading.counters()), text("source", "local_compute")),
                        points.of((double) reading.counters().cachedPromptTokens(), text("source", "local_cache_hit")),
                        points.of(0, text("source", "external_kv_transfer"))))
                .addMetrics(points.histogram(
                        "vllm:time_to_first_token_seconds", reading.counters().firstTokens()))
                .getScopeBuilder()
                .setName(SCOPE);
        if (statesLimits) {
            scrape.getScopeMetricsBuilder(0)
                    .addMetrics(gauge("vllm:cache_config_info", points.cacheSetup(reading.kvTokens())));
        }
        return scrape.build();
    }

    private static double computed(EngineCounters counters) {
        return (double) (counters.promptTokens() - counters.cachedPromptTokens());
    }

    /** Points of one scrape. */
    private final class Points {
        private final long startNanos;
        private final long atNanos;

        Points(long startNanos, long atNanos) {
            this.startNanos = startNanos;
            this.atNanos = atNanos;
        }

        NumberDataPoint bare(double value) {
            return NumberDataPoint.newBuilder()
                    .setTimeUnixNano(atNanos)
                    .setAsDouble(value)
                    .build();
        }

        NumberDataPoint of(double value, KeyValue... labels) {
            return bare(value).toBuilder()
                    .setStartTimeUnixNano(startNanos)
                    .addAllAttributes(ofServer())
                    .addAllAttributes(List.of(labels))
                    .build();
        }

        /** What it says is in its labels, which name no model. */
        NumberDataPoint cacheSetup(long kvTokens) {
            return bare(1).toBuilder()
                    .addAttributes(text("engine", "0"))
                    .addAttributes(text("block_size", Long.toString(BLOCK_TOKENS)))
                    .addAttributes(text("kv_cache_size_tokens", Long.toString(kvTokens)))
                    .addAttributes(text("num_gpu_blocks", Long.toString(kvTokens / BLOCK_TOKENS)))
                    .addAttributes(text("num_gpu_blocks_override", "None"))
                    .build();
        }

        Metric histogram(String name, long count) {
            HistogramDataPoint point = HistogramDataPoint.newBuilder()
                    .setTimeUnixNano(atNanos)
                    .setStartTimeUnixNano(startNanos)
                    .addAllAttributes(ofServer())
                    .setCount(count)
                    .addBucketCounts(count)
                    .build();
            return Metric.newBuilder()
                    .setName(name)
                    .setHistogram(Histogram.newBuilder()
                            .setAggregationTemporality(CUMULATIVE)
                            .addDataPoints(point))
                    .build();
        }

        private List<KeyValue> ofServer() {
            return List.of(text("engine", "0"), text("model_name", model));
        }
    }

    private static Metric gauge(String name, NumberDataPoint point) {
        return Metric.newBuilder()
                .setName(name)
                .setGauge(Gauge.newBuilder().addDataPoints(point))
                .build();
    }

    private static Metric counter(String name, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName(name)
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(CUMULATIVE)
                        .addAllDataPoints(List.of(points)))
                .build();
    }

    private static long unixNanos(Instant moment) {
        return moment.getEpochSecond() * NANOS_PER_SECOND + moment.getNano();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
