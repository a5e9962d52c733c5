// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import java.util.Map;

/**
 * TensorRT-LLM's. Its times to first token are left out: they are counted when a request ends, which says nothing of those that are
 * running.
 */
final class TensorRtLlmMetrics implements ServerMetrics {
    private static final Map<String, Meaning> AS_SHOWN = Map.of(
            "trtllm_num_requests_running", Meaning.RUNNING,
            "trtllm_num_requests_waiting", Meaning.WAITING,
            "trtllm_kv_cache_utilization", Meaning.KV_USAGE,
            "trtllm_request_success_total", Meaning.FINISHED,
            "trtllm_kv_cache_max_blocks", Meaning.KV_BLOCKS,
            "trtllm_kv_cache_tokens_per_block", Meaning.KV_BLOCK_TOKENS);

    @Override
    public Map<String, Meaning> asShown() {
        return AS_SHOWN;
    }
}
