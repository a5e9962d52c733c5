// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shell scripts that hold the plan's loads with other tools. */
final class ToolScripts {
    private static final String HEAD = """
        #!/bin/sh
        # Made by ./headroom benchmark plan. Environment: TARGET as http://host:8000, MODEL, and TOKENIZER if it is not MODEL.
        set -eu
        : "${TARGET:?}" "${MODEL:?}" "${TOKENIZER:=$MODEL}"
        cd "$(dirname "$0")"
        """;
    /** Fewer answers than this for each user give no percentiles. */
    private static final int ANSWERS_A_USER = 8;

    private static final int FEWEST_ANSWERS = 100;

    private ToolScripts() {}

    static String locust(BenchmarkPlan plan) {
        return HEAD + String.format(Locale.ROOT, """
            mkdir -p results-locust
            for users in %s; do
                locust -f locustfile.py --headless --host "$TARGET" --users "$users" --spawn-rate "$users" --run-time %ds \\
                    --reset-stats --csv "results-locust/users-$users" --csv-full-history --only-summary || true
            done
            """, users(plan, " "), wholeSeconds(plan));
    }

    static String guideLlm(BenchmarkPlan plan) {
        return HEAD
                + String.format(Locale.ROOT, """
                    mkdir -p results-guidellm
                    run() {
                        guidellm run --backend '{"kind":"openai_http","target":"'"$TARGET"'","model":"'"$MODEL"'"}' \\
                            --tokenizer '{"kind":"hf_auto","model":"'"$TOKENIZER"'"}' --data '{"kind":"json_file","path":"prompts.jsonl"}' \\
                            --disable-console-interactive --constraint '{"kind":"max_duration","seconds":%d}' \\
                            --profile "$2" --output '{"kind":"json","path":"results-guidellm/'"$1"'.json"}'
                    }
                    """, wholeSeconds(plan))
                + whenAny(
                        plan.concurrencies().isEmpty(),
                        "run concurrent '{\"kind\":\"concurrent\",\"streams\":[" + users(plan, ",") + "]}'\n")
                + whenAny(
                        plan.rates().isEmpty(),
                        "run poisson '{\"kind\":\"poisson\",\"rate\":[" + rates(plan, ",") + "]}'\n");
    }

    static String aiPerf(BenchmarkPlan plan) {
        return HEAD
                + String.format(Locale.ROOT, """
                    run() {
                        name=$1
                        shift
                        aiperf profile --model "$MODEL" --url "$TARGET" --endpoint-type chat --streaming --tokenizer "$TOKENIZER" \\
                            --input-file aiperf.jsonl --custom-dataset-type single_turn --random-seed %d --benchmark-duration %d \\
                            --extra-inputs ignore_eos:true --output-artifact-dir "results-aiperf/$name" "$@"
                    }
                    """, plan.seed(), wholeSeconds(plan))
                + loop(
                        plan.concurrencies().isEmpty(),
                        "users",
                        users(plan, " "),
                        "run \"users-$users\" --concurrency \"$users\"")
                + loop(
                        plan.rates().isEmpty(),
                        "rate",
                        rates(plan, " "),
                        "run \"rate-$rate\" --request-rate \"$rate\" --arrival-pattern poisson");
    }

    /** It sends a number of requests, and knows no time. */
    static String vllmBench(BenchmarkPlan plan) {
        StringBuilder script = new StringBuilder(HEAD).append(String.format(Locale.ROOT, """
            run() {
                name=$1
                shift
                vllm bench serve --backend openai-chat --base-url "$TARGET" --endpoint /v1/chat/completions \\
                    --model "$MODEL" --tokenizer "$TOKENIZER" --dataset-name custom --dataset-path prompts.jsonl \\
                    --custom-output-len -1 --disable-shuffle --ignore-eos --seed %d \\
                    --save-result --save-detailed --result-dir results-vllm --result-filename "$name.json" "$@"
            }
            """, plan.seed()));
        plan.concurrencies()
                .forEach(users -> script.append(String.format(
                        Locale.ROOT,
                        "run users-%d --request-rate inf --max-concurrency %d --num-prompts %d\n",
                        users,
                        users,
                        Math.max(FEWEST_ANSWERS, users * ANSWERS_A_USER))));
        plan.rates()
                .forEach(rate -> script.append(String.format(
                        Locale.ROOT, "run rate-%s --request-rate %s --num-prompts %d\n", plain(rate), plain(rate), (int)
                                Math.max(1, Math.ceil(rate * plan.stepSeconds())))));
        return script.toString();
    }

    private static String loop(boolean empty, String name, String values, String command) {
        return whenAny(empty, "for " + name + " in " + values + "; do\n    " + command + "\ndone\n");
    }

    private static String whenAny(boolean empty, String text) {
        return empty ? "" : text;
    }

    private static String users(BenchmarkPlan plan, String between) {
        return plan.concurrencies().stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    private static String rates(BenchmarkPlan plan, String between) {
        return plan.rates().stream().map(ToolScripts::plain).collect(Collectors.joining(between));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static int wholeSeconds(BenchmarkPlan plan) {
        return (int) Math.ceil(plan.stepSeconds());
    }
}
