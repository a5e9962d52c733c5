// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {
    private static final String CHAT = "sizings/chat.yaml";

    @TempDir
    private Path folder;

    private record Said(int exit, String out, String err) {}

    private static Said headroom(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = HeadroomCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    private Path plan(String name, String... options) {
        Path out = folder.resolve(name);
        String[] all = Stream.concat(Stream.of("benchmark", "plan", "--out=" + out), Stream.of(options))
                .toArray(String[]::new);
        Said said = headroom(all);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return out;
    }

    private static Map<String, String> files(Path of) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> each = Files.list(of)) {
            for (Path file : each.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void theSameQuestionAndSeedGiveTheSameFiles() throws IOException {
        Map<String, String> first = files(plan("first", CHAT));
        Map<String, String> again = files(plan("again", CHAT));
        Map<String, String> other = files(plan("other", CHAT, "--seed=2"));

        assertThat(first)
                .isEqualTo(again)
                .containsOnlyKeys(
                        "README.md",
                        "plan.json",
                        "prompts.jsonl",
                        "aiperf.jsonl",
                        "locustfile.py",
                        "locust.sh",
                        "guidellm.sh",
                        "aiperf.sh",
                        "vllm-bench.sh");
        assertThat(other.get("prompts.jsonl")).isNotEqualTo(first.get("prompts.jsonl"));
        assertThat(first.get("vllm-bench.sh"))
                .contains("run users-8 --request-rate inf --max-concurrency 8 --num-prompts 100\n")
                .contains("run rate-0.25 --request-rate 0.25 --num-prompts 15\n");
        assertThat(first.get("guidellm.sh"))
                .contains("\"streams\":[1,2,4,8,16,32,64,128,256]")
                .contains("\"rate\":[0.25,0.5,1,2,4,8,16,32,64]");
    }

    @Test
    void promptsHaveTheMeanLengthsOfTheQuestion() throws IOException {
        JsonNode plan = new ObjectMapper().readTree(files(plan("plan", CHAT)).get("plan.json"));

        assertThat(mean(plan, 0)).isBetween(1_195.0, 1_211.0);
        assertThat(mean(plan, 1)).isBetween(199.0, 203.0);
        assertThat(plan.path("promises").size()).isPositive();
    }

    private static double mean(JsonNode plan, int part) {
        return plan.path("requests")
                .valueStream()
                .mapToInt(request -> request.path(part).asInt())
                .average()
                .orElseThrow();
    }

    @Test
    void takesTheLengthsOfRecordedRequests() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "arrival_s,input_tokens,output_tokens\n0,7,3\n1,9,5\n");

        Path plan = plan("plan", "--dump=" + trace, "--objective=e2e:p95:5s");

        assertThat(files(plan).get("prompts.jsonl").lines().toList())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"prompt_tokens_count\":7,\"output_tokens\":3"));
    }

    @Test
    void measuresAServerAndItsResultBecomesAProfile() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "arrival_s,input_tokens,output_tokens\n0,7,3\n");
        Path plan = plan("plan", "--dump=" + trace, "--concurrencies=1,2", "--rates=20", "--step-seconds=0.4");
        Path result = folder.resolve("result.json");

        Said run;
        try (ScriptedServer server = new ScriptedServer(Integer.MAX_VALUE)) {
            run = headroom(
                    "benchmark", "run", "--plan=" + plan, "--target=" + server.url(), "--model=m", "--out=" + result);
            assertThat(server.heard).allSatisfy(body -> {
                assertThat(body.path("model").asText()).isEqualTo("m");
                assertThat(body.path("max_tokens").asInt()).isEqualTo(3);
                assertThat(body.path("ignore_eos").asBoolean()).isTrue();
            });
            assertThat(server.heard.stream().map(body -> body.path("messages").toString()))
                    .doesNotHaveDuplicates();
        }
        Said imported = headroom("profile", "import", "--hardware=H100", "--gpus=1", result.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("knee: ").contains(result + " holds the result");
        assertThat(imported.err()).isEmpty();
        assertThat(imported.out())
                .contains("headroom benchmark, concurrency 1,")
                .contains("inputTokens: 7")
                .contains("outputTokens: 3")
                .contains("- { concurrency: 2, ttft: ");
    }

    @Test
    void aServerThatStallsIsSeenInItsPercentiles() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "arrival_s,input_tokens,output_tokens\n0,7,3\n");
        Path plan = plan("plan", "--dump=" + trace, "--concurrencies=2", "--rates=20", "--step-seconds=0.4");
        Path result = folder.resolve("result.json");

        Said run;
        try (ScriptedServer server = new ScriptedServer(3)) {
            run = headroom(
                    "benchmark",
                    "run",
                    "--plan=" + plan,
                    "--target=" + server.url(),
                    "--model=m",
                    "--warm-up-seconds=0",
                    "--timeout-seconds=2",
                    "--out=" + result);
        }

        JsonNode point = new ObjectMapper()
                .readTree(Files.readString(result))
                .path("points")
                .path(0);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("requests failed or had no answer in time");
        assertThat(point.path("unanswered").asInt()).isPositive();
        assertThat(point.path("e2e").path("p95").asDouble()).isGreaterThanOrEqualTo(1.99);
        assertThat(point.path("ttft").path("max").asDouble()).isGreaterThanOrEqualTo(1.99);
    }

    @Test
    void asksBeforeItSpendsMoreThanTheBudget() {
        Path plan = plan("plan", CHAT);

        // Standard input has ended, which is a no.
        Said run = withoutInput(
                "benchmark", "run", "--plan=" + plan, "--target=http://127.0.0.1:1", "--model=m", "--budget-minutes=5");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("The plan takes up to 40.8 minutes, and --budget-minutes is 5. Go on? [y/N]")
                .contains("nothing was measured");
    }

    private static Said withoutInput(String... arguments) {
        InputStream before = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            return headroom(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void wrongInputIsOneSentence() throws IOException {
        Path plan = plan("plan", CHAT, "--concurrencies=1", "--rates=1", "--step-seconds=1");
        Files.writeString(folder.resolve("plan.json"), "{}");
        String run = "benchmark run --model=m --out=" + folder.resolve("r.json") + " --plan=";

        Map<String, String> sentences = Map.of(
                "benchmark plan",
                "give FILE, --dump, or both",
                "benchmark plan " + CHAT + " --concurrencies=4,2 --out=" + folder.resolve("x"),
                "plan: concurrencies must be above 0, ascending and at most 4096",
                run + folder + " --target=http://127.0.0.1:1",
                "is not a plan of this version",
                run + plan + " --target=nonsense",
                "--target must be a URL as http://localhost:8000, was 'nonsense'",
                run + plan + " --target=http://127.0.0.1:1",
                "--target 'http://127.0.0.1:1' gave no answer: ");

        sentences.forEach((line, sentence) -> {
            Said said = headroom(line.split(" "));
            assertThat(said.exit()).as(line).isEqualTo(2);
            assertThat(said.err().strip().lines().toList())
                    .as(line)
                    .singleElement()
                    .satisfies(one -> assertThat(one).contains(sentence));
        });
        assertThat(List.of(Files.exists(folder.resolve("r.json")), Files.exists(folder.resolve("x"))))
                .containsOnly(false);
    }
}
