// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import dev.headroom.telemetry.decode.MetricPoints.Point;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** vLLM's, of the V1 engine. Waiting by reason is left out: it repeats waiting. */
final class VllmMetrics implements ServerMetrics {
    private static final String ENGINE = "engine";

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
            Map.entry("vllm:cache_config_info", Meaning.KV_SETUP));

    @Override
    public Map<String, Meaning> asShown() {
        return AS_SHOWN;
    }

    @Override
    public Set<String> labels() {
        Set<String> labels = new HashSet<>(KvSetup.labels());
        labels.addAll(Set.of(MODEL, ENGINE));
        return labels;
    }

    @Override
    public String engineOf(Point point) {
        return point.label(ENGINE);
    }
}
