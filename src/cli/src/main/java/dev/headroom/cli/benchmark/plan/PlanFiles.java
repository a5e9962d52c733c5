// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All files of a plan by name: for Headroom itself, and for tools that others know. */
public final class PlanFiles {
    private PlanFiles() {}

    /** The same plan gives the same files. */
    public static Map<String, String> of(BenchmarkPlan plan) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", readme(plan));
        files.put(PlanDocument.FILE, PlanDocument.of(plan));
        files.put("prompts.jsonl", prompts(plan));
        files.put("aiperf.jsonl", aiperfPrompts(plan));
        files.put("locustfile.py", LocustFile.TEXT);
        files.put("locust.sh", ToolScripts.locust(plan));
        files.put("guidellm.sh", ToolScripts.guideLlm(plan));
        files.put("aiperf.sh", ToolScripts.aiPerf(plan));
        files.put("vllm-bench.sh", ToolScripts.vllmBench(plan));
        return files;
    }

    private static String readme(BenchmarkPlan plan) {
        return String.format(
                Locale.ROOT,
                """
                # Benchmark of one replica

                Made by `./headroom benchmark plan`, seed %d. Token lengths: %s. %d requests with %.0f tokens in and %.0f out on average.

                | file | for |
                |---|---|
                | `plan.json` | `./headroom benchmark run` |
                | `prompts.jsonl` | Locust, GuideLLM and `vllm bench serve` |
                | `aiperf.jsonl` | AIPerf |
                | `locustfile.py`, `locust.sh` | Locust: the numbers of users. Its users wait for answers, so it has no rates |
                | `guidellm.sh` | GuideLLM 0.8 |
                | `aiperf.sh` | AIPerf 0.13 |
                | `vllm-bench.sh` | `vllm bench serve` of vLLM 0.34 |

                Run one of them from this folder, against one replica with no other load:

                    TARGET=http://localhost:8000 MODEL=my-model sh vllm-bench.sh

                Each writes to `results-TOOL`, from which `./headroom profile import` makes a serving profile. A script holds all loads of the plan.
                Stop it by hand where the promise is broken.
                """,
                plan.seed(),
                plan.origin(),
                plan.requests().size(),
                plan.meanInputTokens(),
                plan.meanOutputTokens());
    }

    /** Each tool knows one of the names of a length. */
    private static String prompts(BenchmarkPlan plan) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < plan.requests().size(); i++) {
            RequestTokens tokens = plan.requests().get(i);
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("prompt", PromptText.of(plan.seed(), i, tokens.input()))
                    .put("prompt_tokens_count", tokens.input())
                    .put("output_tokens", tokens.output())
                    .put("output_tokens_count", tokens.output());
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private static String aiperfPrompts(BenchmarkPlan plan) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < plan.requests().size(); i++) {
            RequestTokens tokens = plan.requests().get(i);
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("text", PromptText.of(plan.seed(), i, tokens.input()))
                    .put("output_length", tokens.output());
            lines.append(line).append('\n');
        }
        return lines.toString();
    }
}
