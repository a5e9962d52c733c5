// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileImportCommandTest {
    private static final String LOCUST = CommandRun.RESULTS + "locust/";
    private static final String[] ARTICLE = {
        LOCUST + "users-1_stats.csv",
        LOCUST + "users-1_stats_history.csv",
        LOCUST + "users-64_stats.csv",
        LOCUST + "users-64_stats_history.csv",
        LOCUST + "users-128_stats.csv",
        LOCUST + "users-128_stats_history.csv"
    };

    @TempDir
    private Path folder;

    @Test
    void joinsLocustsRunsIntoTheTableOfTheDocumentation() throws IOException {
        Path profile = folder.resolve("profile.yaml");

        CommandRun run = imported(
                List.of(ARTICLE),
                "--input-tokens=5000",
                "--output-tokens=500",
                "--gpus=8",
                "--tensor-parallel=8",
                "--hardware=p5.48xlarge",
                "--out=" + profile);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("users-64_stats.csv: Locust, concurrency 64, 1219 requests in 95 s, 12.8 requests/s")
                .contains("ITL is missing: the files do not state it")
                .contains(profile + " holds the profile; review it before it serves");
        assertThat(lines(profile))
                .containsSubsequence(
                        "hardware: \"p5.48xlarge\"",
                        "gpus: 8",
                        "tensorParallel: 8",
                        "maxSequences: 128",
                        "table:",
                        "  inputTokens: 5000",
                        "  outputTokens: 500",
                        "  columns: percentile",
                        "    - { concurrency: 1, e2e: 2.5s }",
                        "    - { concurrency: 64, e2e: 5s }",
                        "    - { concurrency: 128, e2e: 10s }");
    }

    @Test
    void theImportedTableSizesTheArticlesWorkload() {
        Path profile = folder.resolve("profile.yaml");
        imported(
                List.of(ARTICLE),
                "--input-tokens=5000",
                "--output-tokens=500",
                "--gpus=8",
                "--hardware=p5.48xlarge",
                "--out=" + profile);

        CommandRun fiveSeconds = size(profile, "e2e:p95:5s");
        CommandRun half = size(profile, "e2e:p95:2500ms");
        CommandRun impossible = size(profile, "e2e:p95:2s");

        // 64 in flight take 5 s: 12.8 requests/s a replica, and 25 need 2 of them, which are 16 GPUs.
        assertThat(fiveSeconds.out())
                .contains("\"replicas\" : 2,")
                .contains("\"concurrencyPerReplica\" : 64,")
                .contains("\"gpus\" : 16,");
        // One at a time takes 2.5 s: 0.4 requests/s a replica.
        assertThat(half.out()).contains("\"replicas\" : 63,").contains("\"ratePerReplica\" : 0.4,");
        assertThat(impossible.exit()).isEqualTo(3);
    }

    @Test
    void readsTheLevelsOfOneRunFromLocustsHistory() {
        CommandRun run = imported(
                List.of(LOCUST + "steps_stats.csv", LOCUST + "steps_stats_history.csv"),
                "--input-tokens=5000",
                "--output-tokens=500");

        assertThat(run.points())
                .containsExactly(
                        "- { concurrency: 1, e2e: 1s }",
                        "- { concurrency: 4, e2e: 1.1s }",
                        "- { concurrency: 16, e2e: 1.3s }",
                        "- { concurrency: 64, e2e: 2s }");
        assertThat(run.out()).contains("steps_stats.csv mixes several numbers of users; its history is taken instead");
    }

    @Test
    void findsTheRequestsInFlightWithoutAHistory() {
        CommandRun run = imported(List.of(LOCUST + "users-64_stats.csv"), "--input-tokens=5000", "--output-tokens=500");

        // 12.80389 requests/s · 4.954537 s.
        assertThat(run.points()).containsExactly("- { concurrency: 63.44, e2e: 5s }");
        assertThat(run.out()).contains("they are rate · mean latency (Little's law)");
    }

    @Test
    void readsGuideLlm() {
        CommandRun run = imported(List.of(CommandRun.RESULTS + "guidellm/concurrent.json"));

        assertThat(run.out())
                .contains("benchmark 2: GuideLLM, concurrency 8, 222 requests in 8 s, 27.8 requests/s")
                .contains("TTFT at concurrency 8 was 60.33 ms, below that at fewer requests; 62.09 ms is written")
                .contains("inputTokens: 42.57", "outputTokens: 32");
        assertThat(run.points())
                .containsExactly(
                        "- { concurrency: 1, ttft: 62.09ms, itl: 6.487ms, e2e: 260ms }",
                        "- { concurrency: 8, ttft: 62.09ms, itl: 7.193ms, e2e: 281.9ms }",
                        "- { concurrency: 32, ttft: 79.96ms, itl: 9.688ms, e2e: 378.6ms }");
    }

    @Test
    void readsAiPerf() {
        CommandRun run = imported(List.of(
                CommandRun.RESULTS + "aiperf/concurrency-8.json", CommandRun.RESULTS + "aiperf/concurrency-32.json"));

        assertThat(run.out())
                .contains("concurrency-8.json: AIPerf, concurrency 8, 120 requests in 7 s, 16.1 requests/s");
        assertThat(run.points())
                .containsExactly(
                        "- { concurrency: 8, ttft: 274.8ms, itl: 6.411ms, e2e: 502.8ms }",
                        "- { concurrency: 32, ttft: 706.8ms, itl: 11.65ms, e2e: 851.8ms }");
    }

    @Test
    void takesTheRequestsInFlightThatAiPerfMeasuredAtARate() {
        CommandRun run = imported(List.of(CommandRun.RESULTS + "aiperf/rate-10.json"));

        assertThat(run.points()).containsExactly("- { concurrency: 3.036, ttft: 94.17ms, itl: 3.753ms, e2e: 308.9ms }");
    }

    @Test
    void readsTheStagesOfInferencePerf() {
        CommandRun run = imported(List.of(
                CommandRun.RESULTS + "inference-perf/stage_0_lifecycle_metrics.json",
                CommandRun.RESULTS + "inference-perf/stage_1_lifecycle_metrics.json",
                CommandRun.RESULTS + "inference-perf/summary_lifecycle_metrics.json"));

        assertThat(run.points())
                .containsExactly(
                        "- { concurrency: 1, ttft: 120.3ms, itl: 3.258ms, e2e: 320.8ms }",
                        "- { concurrency: 8, ttft: 198.3ms, itl: 4.335ms, e2e: 394.6ms }");
        assertThat(run.out()).contains("summary_lifecycle_metrics.json is a summary of all stages, and gives no point");
    }

    @Test
    void readsVllmsBenchmark() {
        String folder = CommandRun.RESULTS + "vllm-bench/";

        CommandRun closed = imported(List.of(folder + "concurrency-8.json", folder + "concurrency-32.json"));
        CommandRun open = imported(List.of(folder + "rate-10.json"));
        CommandRun appended = imported(List.of(folder + "appended.json"));

        // Without --metric-percentiles it states P99 alone; each request's E2E is listed.
        assertThat(closed.out()).contains("TTFT has no P95: P99 stands in for it");
        assertThat(closed.points()).hasSize(2).allMatch(row -> row.contains("ttft") && row.contains("itl"));
        assertThat(closed.points().get(0)).contains("concurrency: 8, ttft: 141.9ms, itl: 12.57ms");
        // 60 requests in 6.276 s, of 264.76 ms on average.
        assertThat(open.points())
                .containsExactly("- { concurrency: 2.531, ttft: 58.64ms, itl: 6.983ms, e2e: 276.6ms }");
        assertThat(appended.points()).hasSize(2);
        assertThat(appended.out()).contains("appended.json run 1 is left out: no request ended well, of 20");
    }

    @Test
    void computesPercentilesFromEachRequestOfVllmsBenchmark() {
        CommandRun run = imported(List.of(CommandRun.RESULTS + "vllm-bench/detailed-1.json"));

        assertThat(run.out()).doesNotContain("stands in");
        assertThat(run.points()).containsExactly("- { concurrency: 1, ttft: 80.02ms, itl: 6.924ms, e2e: 279.2ms }");
    }

    @Test
    void readsGenAiPerf() {
        CommandRun run = imported(List.of(
                CommandRun.RESULTS + "genai-perf/concurrency-8.json",
                CommandRun.RESULTS + "genai-perf/concurrency-1.json"));

        assertThat(run.out()).contains("concurrency-1.json: GenAI-Perf, concurrency 1, 12 requests");
        assertThat(run.points())
                .containsExactly(
                        "- { concurrency: 1, ttft: 55ms, itl: 3.206ms, e2e: 255.1ms }",
                        "- { concurrency: 8, ttft: 58.87ms, itl: 3.538ms, e2e: 279.7ms }");
    }

    @Test
    void leavesOutARateThatTheServerDidNotKeepUpWith() {
        String stage = CommandRun.RESULTS + "inference-perf/poisson_stage_";

        CommandRun run = imported(List.of(stage + "0_lifecycle_metrics.json", stage + "1_lifecycle_metrics.json"));
        CommandRun alone = imported(List.of(stage + "1_lifecycle_metrics.json"));

        // 60 requests in 11.75 s, of 476 ms on average.
        assertThat(run.points()).containsExactly("- { concurrency: 2.433, ttft: 493.2ms, itl: 9.417ms, e2e: 836.1ms }");
        assertThat(run.out()).contains("3.97 of 15.0 requests/s ended, so a queue grew, or the run was too short");
        assertThat(alone.sentence("profile import")).contains("is left out: 3.97 of 15.0 requests/s ended");
    }

    @Test
    void saysWhereGuideLlmSentMoreThanItsRate() {
        CommandRun run = imported(List.of(CommandRun.RESULTS + "guidellm/poisson.json"));

        assertThat(run.points()).containsExactly("- { concurrency: 9.974, ttft: 438ms, itl: 23.64ms, e2e: 1.013s }");
        assertThat(run.out()).contains("20.8 requests/s ended where the tool states 10.0; the measured rate counts");
    }

    @Test
    void writesMeansAndOtherPercentiles() {
        String file = CommandRun.RESULTS + "inference-perf/stage_1_lifecycle_metrics.json";

        CommandRun means = imported(List.of(file), "--mean");
        CommandRun higher = imported(List.of(file), "--percentile=97");

        assertThat(means.out()).contains("latencies are means.", "columns: mean");
        assertThat(means.points()).containsExactly("- { concurrency: 8, ttft: 83.91ms, itl: 3.412ms, e2e: 302.9ms }");
        assertThat(higher.points()).containsExactly("- { concurrency: 8, ttft: 254.3ms, itl: 4.573ms, e2e: 426.2ms }");
        assertThat(higher.out()).contains("E2E has no P97: P99 stands in for it");
    }

    @Test
    void twoToolsMakeOneCurveIfTheirRequestsAreAlike() {
        CommandRun unlike = imported(List.of(
                CommandRun.RESULTS + "inference-perf/stage_1_lifecycle_metrics.json",
                CommandRun.RESULTS + "aiperf/concurrency-32.json"));

        assertThat(unlike.sentence("profile import"))
                .contains("requests must be alike in one table")
                .contains("concurrency-32.json 200");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAnOption() {
        String file = LOCUST + "users-1_stats.csv";

        assertFault("--input-tokens is missing: " + file + " does not state the tokens of a request", file);
        assertFault("FILE must be given once", file, file);
        assertFault("FILE must be a file that exists, was 'nowhere.csv'", "nowhere.csv");
        assertFault("--percentile must be above 0 and below 100, was 100.0", file, "--percentile=100");
        assertFault("--mean must not be combined with --percentile", file, "--mean", "--percentile=99");
        assertFault("--out must not exist yet, was 'pom.xml'", file, "--out=pom.xml");
        assertFault("gpus must be", file, "--input-tokens=1", "--output-tokens=1", "--gpus=0");
        assertFault(
                "--input-tokens must be within 25 % of the measured tokens, was 5000",
                CommandRun.RESULTS + "aiperf/concurrency-8.json", "--input-tokens=5000");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAFile() throws IOException {
        assertFault("is empty", file("empty.csv", " \n"));
        assertFault("it begins with 'a,b'", file("foreign.csv", "a,b\n1,2\n"));
        assertFault("is not a result of Locust, GuideLLM", file("foreign.json", "{\"a\": 1}"));
        assertFault("is cut off: its JSON ends before it is complete", file("cut.json", "{\"a\": [1, 2"));
        assertFault("line 2 is not JSON", file("broken.json", "{\"a\":\n nonsense}"));
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertFault("must be UTF-8 text", folder.resolve("binary").toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void assertFault(String sentence, String... arguments) {
        CommandRun run = imported(List.of(arguments));

        assertThat(run.sentence("profile import")).contains(sentence);
    }

    private static CommandRun size(Path profile, String objective) {
        return CommandRun.of(
                "size",
                "--profile=" + profile,
                "--rps=25",
                "--input-tokens=5000",
                "--output-tokens=500",
                "--objective=" + objective,
                "--output=json");
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static CommandRun imported(List<String> files, String... options) {
        List<String> all = new ArrayList<>(List.of("profile", "import"));
        all.addAll(files);
        all.addAll(List.of(options));
        if (all.stream().noneMatch(word -> word.startsWith("--gpus"))) {
            all.add("--gpus=1");
        }
        if (all.stream().noneMatch(word -> word.startsWith("--hardware"))) {
            all.add("--hardware=H100");
        }
        return CommandRun.of(all);
    }
}
