// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.decode.MetricNames.Known;
import dev.headroom.telemetry.decode.MetricNames.Meaning;
import dev.headroom.telemetry.decode.MetricPoints.Point;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads an OpenTelemetry Collector's records of scraped model servers. They hold many metrics of many servers of any kind in a record, one
 * reading for each engine and instant. Counters are passed on unchanged: the window recognises a counter that begins again at 0.
 */
public final class ServerMetricsDecoder implements Decoder {
    private static final String SOURCE = "source";

    /**
     * A record is parsed as a whole, and empty data points take forty times their bytes in memory: this many bytes fit into the heap. Four
     * times the default size of a Collector's exporter.
     */
    private static final int MOST_BYTES = 4 << 20;

    /** Where vLLM had prompt tokens from. A source that is not here is not known to be either. */
    private static final Map<String, ServerFigure> SOURCES = Map.of(
            "local_compute", ServerFigure.COMPUTED_PROMPT_TOKENS,
            "local_cache_hit", ServerFigure.CACHED_PROMPT_TOKENS,
            "external_kv_transfer", ServerFigure.CACHED_PROMPT_TOKENS);

    /** The metrics that are read, by the names that the server's page shows; all others may be dropped on the way. */
    public static Set<String> metricNames() {
        return MetricNames.asShown();
    }

    /** All names of labels and of resources' attributes that are read. */
    public static Set<String> attributeNames() {
        return Stream.of(MetricNames.labels(), OriginAttributes.names(), ScrapedOrigin.names(), Set.of(SOURCE))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Decoded decode(byte[] value) {
        if (value.length > MOST_BYTES) {
            return Decoded.skipped(SkipReason.TOO_LARGE);
        }
        MetricsData metrics;
        try {
            metrics = MetricsData.parseFrom(value);
        } catch (InvalidProtocolBufferException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        // Protobuf reads almost any other message as a message with unknown fields only.
        if (metrics.getResourceMetricsCount() == 0 && value.length > 0) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        return new Reading().of(metrics);
    }

    /** One engine at one instant. */
    private record Scraped(Origin origin, String engine, long unixNanos) {
        ServerReading reading(String model, ServerFigures figures, ServerLimits stated) {
            return new ServerReading(
                    model.isBlank() ? origin : origin.serving(model),
                    engine,
                    Instant.ofEpochSecond(0, unixNanos),
                    figures.gauges(),
                    figures.counters(),
                    figures.limits().and(stated));
        }
    }

    private record Subject(Scraped scraped, String model) {}

    /** Reads one record. By server, not by resource: a batch may hold the halves of one scrape in two resources. */
    private static final class Reading {
        private final Map<Subject, ServerFigures> subjects = new LinkedHashMap<>();
        /** Labels of an engine's set-up name no model: their values hold for each model that it serves. */
        private final Map<Scraped, ServerLimits> stated = new LinkedHashMap<>();

        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

        Decoded of(MetricsData metrics) {
            for (ResourceMetrics resource : metrics.getResourceMetricsList()) {
                Origin origin = ScrapedOrigin.originOf(resource.getResource().getAttributesList());
                for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                    scope.getMetricsList().forEach(metric -> read(metric, origin));
                }
            }
            addThoseThatOnlyState();
            List<ServerReading> readings = subjects.entrySet().stream()
                    .map(entry -> reading(entry.getKey(), entry.getValue()))
                    .toList();
            return Decoded.ofServers(readings, skipped);
        }

        private void read(Metric metric, Origin origin) {
            Optional<Known> known = MetricNames.find(metric.getName()).filter(found -> tells(metric, found.meaning()));
            if (known.isEmpty()) {
                skip(SkipReason.OTHER_METRIC);
            } else if (!MetricPoints.areCumulative(metric)) {
                skip(SkipReason.NOT_CUMULATIVE);
            } else {
                MetricPoints.of(metric).forEach(point -> read(point, known.get(), origin));
            }
        }

        private static boolean tells(Metric metric, Meaning meaning) {
            return meaning == Meaning.FIRST_TOKENS
                    ? MetricPoints.areObservations(metric)
                    : MetricPoints.areNumbers(metric);
        }

        private void read(Point point, Known metric, Origin origin) {
            if (metric.meaning() == Meaning.UP) {
                if (point.value() == 0) {
                    skip(SkipReason.SCRAPE_FAILED);
                }
            } else if (point.unixNanos() == 0) {
                skip(SkipReason.MISSING_FIELD);
            } else if (!metric.server().isSplit(point)) {
                add(point, metric, origin);
            }
        }

        private void add(Point point, Known metric, Origin origin) {
            if (metric.meaning() == Meaning.KV_SETUP) {
                Scraped scraped = new Scraped(origin, metric.server().engineOf(point), point.unixNanos());
                stated.merge(scraped, KvSetup.limitsIn(point), ServerLimits::and);
            } else if (metric.meaning() == Meaning.KV_USAGE) {
                figuresOf(point, metric.server(), origin).addKvUsage(point.value());
            } else {
                figureOf(point, metric.meaning())
                        .ifPresent(figure -> figuresOf(point, metric.server(), origin)
                                .add(figure, metric.server().partOf(point), point.count()));
            }
        }

        private static Optional<ServerFigure> figureOf(Point point, Meaning meaning) {
            return switch (meaning) {
                case RUNNING -> Optional.of(ServerFigure.RUNNING);
                case WAITING -> Optional.of(ServerFigure.WAITING);
                case FINISHED -> Optional.of(ServerFigure.FINISHED);
                case FIRST_TOKENS -> Optional.of(ServerFigure.FIRST_TOKENS);
                case PROMPT_TOKENS_BY_SOURCE -> Optional.ofNullable(SOURCES.get(point.label(SOURCE)));
                case PROMPT_TOKENS -> Optional.of(ServerFigure.ALL_PROMPT_TOKENS);
                case CACHED_PROMPT_TOKENS -> Optional.of(ServerFigure.ALL_CACHED_PROMPT_TOKENS);
                case KV_TOKENS -> Optional.of(ServerFigure.KV_TOKENS);
                case KV_BLOCKS -> Optional.of(ServerFigure.KV_BLOCKS);
                case KV_BLOCK_TOKENS -> Optional.of(ServerFigure.KV_BLOCK_TOKENS);
                case KV_USAGE, KV_SETUP, UP -> Optional.empty();
            };
        }

        private ServerFigures figuresOf(Point point, ServerMetrics server, Origin origin) {
            Scraped scraped = new Scraped(origin, server.engineOf(point), point.unixNanos());
            Subject subject = new Subject(scraped, point.label(ServerMetrics.MODEL));
            return subjects.computeIfAbsent(subject, unknown -> new ServerFigures());
        }

        private ServerReading reading(Subject subject, ServerFigures figures) {
            Scraped scraped = subject.scraped();
            return scraped.reading(subject.model(), figures, stated.getOrDefault(scraped, ServerLimits.UNKNOWN));
        }

        /** The rest of their scrape is in another record. */
        private void addThoseThatOnlyState() {
            Set<Scraped> told = subjects.keySet().stream().map(Subject::scraped).collect(Collectors.toSet());
            stated.forEach((scraped, limits) -> {
                if (!told.contains(scraped) && limits.kvTokens().isPresent()) {
                    subjects.put(new Subject(scraped, ""), new ServerFigures());
                }
            });
        }

        private void skip(SkipReason reason) {
            skipped.merge(reason, 1, Integer::sum);
        }
    }
}
