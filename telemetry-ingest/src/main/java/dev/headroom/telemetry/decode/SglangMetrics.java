// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import dev.headroom.telemetry.decode.MetricPoints.Point;
import java.util.Map;
import java.util.Set;

/**
 * SGLang's. Each of its schedulers shows gauges of its own, while one frontend counts for all of them and names no rank; so a server
 * is one engine, whose data-parallel ranks are parts. Tensor, pipeline and expert ranks of a part show the same.
 */
final class SglangMetrics implements ServerMetrics {
    private static final String RANK = "dp_rank";
    private static final String PRIORITY = "priority";

    private static final Map<String, Meaning> AS_SHOWN = Map.of(
            "sglang:num_running_reqs", Meaning.RUNNING,
            "sglang:num_queue_reqs", Meaning.WAITING,
            "sglang:token_usage", Meaning.KV_USAGE,
            "sglang:num_requests_total", Meaning.FINISHED,
            "sglang:time_to_first_token_seconds", Meaning.FIRST_TOKENS,
            "sglang:prompt_tokens_total", Meaning.PROMPT_TOKENS,
            "sglang:cached_tokens_total", Meaning.CACHED_PROMPT_TOKENS,
            "sglang:max_total_num_tokens", Meaning.KV_TOKENS);

    @Override
    public Map<String, Meaning> asShown() {
        return AS_SHOWN;
    }

    @Override
    public Set<String> labels() {
        return Set.of(MODEL, RANK, PRIORITY);
    }

    @Override
    public String partOf(Point point) {
        return point.label(RANK);
    }

    /** With priorities there is a point for each, beside the one of all that names none. */
    @Override
    public boolean isSplit(Point point) {
        return !point.label(PRIORITY).isEmpty();
    }
}
