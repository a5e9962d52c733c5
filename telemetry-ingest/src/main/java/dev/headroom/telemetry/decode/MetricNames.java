// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The few metrics of a server's load, by the servers' own names. On the way a name may change: a Prometheus receiver can trim the suffixes
 * of counters and units, and exporters before it turn colons into underscores.
 */
final class MetricNames {
    /** The meaning of a metric. */
    enum Meaning {
        RUNNING,
        WAITING,
        KV_USAGE,
        FINISHED,
        FIRST_TOKENS,
        /** Prompt tokens, each point for a source. */
        PROMPT_TOKENS_BY_SOURCE,
        PROMPT_TOKENS,
        CACHED_PROMPT_TOKENS,
        /** Tokens that a KV cache holds. */
        KV_TOKENS,
        /** Blocks that a KV cache has, and the tokens of each. */
        KV_BLOCKS,
        KV_BLOCK_TOKENS,
        /** How a KV cache is set up, in labels. */
        KV_SETUP,
        /** Whether the scrape succeeded, in the Collector's own words. */
        UP
    }

    /**
     * A metric with a known meaning.
     *
     * @param meaning meaning of the metric
     * @param server its server, which gives the meaning of its labels
     */
    record Known(Meaning meaning, ServerMetrics server) {}

    /** A further kind of server adds itself here. */
    private static final List<ServerMetrics> SERVERS = List.of(
            new VllmMetrics(), new SglangMetrics(), new TgiMetrics(), new TensorRtLlmMetrics(), new CollectorMetrics());

    private static final String[] SUFFIXES = {"_total", "_seconds"};
    private static final Map<String, Known> BY_CANONICAL_NAME = byCanonicalName();

    private MetricNames() {}

    static Optional<Known> find(String name) {
        return Optional.ofNullable(BY_CANONICAL_NAME.get(canonical(name)));
    }

    static Set<String> asShown() {
        Set<String> names = new TreeSet<>();
        SERVERS.forEach(server -> names.addAll(server.asShown().keySet()));
        return names;
    }

    /** All labels that say anything. */
    static Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        SERVERS.forEach(server -> labels.addAll(server.labels()));
        return labels;
    }

    private static Map<String, Known> byCanonicalName() {
        Map<String, Known> known = new HashMap<>();
        SERVERS.forEach(server ->
                server.asShown().forEach((name, meaning) -> known.put(canonical(name), new Known(meaning, server))));
        return Map.copyOf(known);
    }

    private static String canonical(String name) {
        String canonical = name.replace(':', '_').replace('.', '_');
        for (String suffix : SUFFIXES) {
            if (canonical.endsWith(suffix)) {
                canonical = canonical.substring(0, canonical.length() - suffix.length());
            }
        }
        return canonical;
    }
}
