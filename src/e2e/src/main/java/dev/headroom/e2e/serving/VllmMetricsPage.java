// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.lab.engine.EngineCounters;
import dev.headroom.lab.engine.EngineReading;
import java.util.Locale;

/** The part of vLLM's page of metrics that Headroom reads, with the names, labels and types of vLLM 0.29.0. */
final class VllmMetricsPage {
    private static final long BLOCK_TOKENS = 16;

    private VllmMetricsPage() {}

    static String of(String model, EngineReading reading) {
        Page page = new Page(model);
        EngineCounters counted = reading.counters();
        page.one("num_requests_running", "gauge", reading.running());
        page.one("num_requests_waiting", "gauge", reading.waiting());
        page.one("kv_cache_usage_perc", "gauge", reading.kvUsage());
        page.type("request_success", "counter");
        page.line("request_success_total", ",finished_reason=\"stop\"", (double) counted.finished());
        page.line("request_success_total", ",finished_reason=\"length\"", 0);
        page.line("request_success_total", ",finished_reason=\"abort\"", 0);
        page.type("prompt_tokens_by_source", "counter");
        page.line(
                "prompt_tokens_by_source_total",
                ",source=\"local_compute\"",
                (double) counted.promptTokens() - counted.cachedPromptTokens());
        page.line(
                "prompt_tokens_by_source_total", ",source=\"local_cache_hit\"", (double) counted.cachedPromptTokens());
        page.line("prompt_tokens_by_source_total", ",source=\"external_kv_transfer\"", 0);
        page.type("time_to_first_token_seconds", "histogram");
        page.line("time_to_first_token_seconds_bucket", ",le=\"+Inf\"", (double) counted.firstTokens());
        page.line("time_to_first_token_seconds_count", "", (double) counted.firstTokens());
        page.line("time_to_first_token_seconds_sum", "", 0);
        page.type("cache_config_info", "gauge");
        page.line(
                "cache_config_info",
                ",block_size=\"" + BLOCK_TOKENS + "\",num_gpu_blocks=\"" + reading.kvTokens() / BLOCK_TOKENS + "\"",
                1);
        return page.text.toString();
    }

    private static final class Page {
        private final String labels;
        private final StringBuilder text = new StringBuilder();

        Page(String model) {
            labels = "engine=\"0\",model_name=\"" + model + "\"";
        }

        void one(String name, String type, double value) {
            type(name, type);
            line(name, "", value);
        }

        void type(String name, String type) {
            text.append("# TYPE vllm:").append(name).append(' ').append(type).append('\n');
        }

        void line(String name, String moreLabels, double value) {
            text.append("vllm:")
                    .append(name)
                    .append('{')
                    .append(labels)
                    .append(moreLabels)
                    .append("} ");
            text.append(String.format(Locale.ROOT, "%s", value)).append('\n');
        }
    }
}
