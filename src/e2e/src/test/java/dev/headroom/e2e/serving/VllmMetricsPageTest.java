// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineReading;
import org.junit.jupiter.api.Test;

class VllmMetricsPageTest {
    @Test
    void showsWhatHeadroomReadsInVllmsForm() {
        String page = VllmMetricsPage.of(
                "chat", new EngineReading(3, 2, 1600, 0, 0.25, 6400, new EngineCounters(7, 8, 800, 100, 900, 0)));

        assertThat(page.lines())
                .contains(
                        "# TYPE vllm:num_requests_running gauge",
                        "vllm:num_requests_running{engine=\"0\",model_name=\"chat\"} 3.0",
                        "vllm:num_requests_waiting{engine=\"0\",model_name=\"chat\"} 2.0",
                        "vllm:kv_cache_usage_perc{engine=\"0\",model_name=\"chat\"} 0.25",
                        "vllm:request_success_total{engine=\"0\",model_name=\"chat\",finished_reason=\"stop\"} 7.0",
                        "vllm:prompt_tokens_by_source_total{engine=\"0\",model_name=\"chat\",source=\"local_compute\"} 700.0",
                        "vllm:time_to_first_token_seconds_count{engine=\"0\",model_name=\"chat\"} 8.0",
                        "vllm:cache_config_info{engine=\"0\",model_name=\"chat\",block_size=\"16\",num_gpu_blocks=\"400\"} 1.0");
    }
}
