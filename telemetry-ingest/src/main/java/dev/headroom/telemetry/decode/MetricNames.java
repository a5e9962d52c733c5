// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The few metrics that tell a server's load, by the names that servers give them. On the way a name may change: a Prometheus
 * receiver can trim the suffixes of counters and units, and exporters before it turn colons into underscores.
 */
final class MetricNames {
    /** What a metric means. */
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
        /** Whether the scrape succeeded, in the Collector's own words. */
        UP
    }

    /** As servers show them; a further server adds its own here. Waiting by reason is left out: it repeats waiting. */
    private static final Map<String, Meaning> AS_SHOWN = Map.ofEntries(
            Map.entry("vllm:num_requests_running", Meaning.RUNNING),
            Map.entry("vllm:num_requests_waiting", Meaning.WAITING),
            Map.entry("vllm:kv_cache_usage_perc", Meaning.KV_USAGE),
            Map.entry("vllm:gpu_cache_usage_perc", Meaning.KV_USAGE),
            Map.entry("vllm:request_success_total", Meaning.FINISHED),
            Map.entry("vllm:time_to_first_token_seconds", Meaning.FIRST_TOKENS),
            Map.entry("vllm:prompt_tokens_by_source_total", Meaning.PROMPT_TOKENS_BY_SOURCE),
            Map.entry("vllm:prompt_tokens_total", Meaning.PROMPT_TOKENS),
            Map.entry("vllm:prompt_tokens_cached_total", Meaning.CACHED_PROMPT_TOKENS),
            Map.entry("up", Meaning.UP));

    private static final String[] SUFFIXES = {"_total", "_seconds"};
    private static final Map<String, Meaning> BY_CANONICAL_NAME = byCanonicalName();

    private MetricNames() {}

    static Optional<Meaning> meaningOf(String name) {
        return Optional.ofNullable(BY_CANONICAL_NAME.get(canonical(name)));
    }

    static Set<String> asShown() {
        return new TreeSet<>(AS_SHOWN.keySet());
    }

    private static Map<String, Meaning> byCanonicalName() {
        Map<String, Meaning> meanings = new HashMap<>();
        AS_SHOWN.forEach((name, meaning) -> meanings.put(canonical(name), meaning));
        return Map.copyOf(meanings);
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
