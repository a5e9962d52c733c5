// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    private static final String BEFORE = "headroom lab simulate: ";
    private static final String AFTER = " (see 'headroom lab simulate --help')";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path engine = Path.of("engine.yaml");

    @BeforeEach
    void writeAnEngineOfRoundNumbers() throws IOException {
        engine = Files.writeString(folder.resolve("engine.yaml"), """
                apiVersion: headroom.dev/v1
                engine: round
                hardware: none
                gpus: 1
                maxSequences: 4
                stepTokens: 100
                kvTokens: 1000
                stepTime: { baseMs: 10, perSequenceMs: 1, perPrefillTokenMs: 1 }
                """);
    }

    @Test
    void tellsThroughputAndPercentiles() throws IOException {
        // Apart, so that each has the engine alone: 30 ms to the first token, 11 ms a token after it; one has a single
        // token.
        String csv = "arrival_s,input_tokens,output_tokens\n0,20,3\n1,20,3\n2,20,1\n3,20,11\n";

        JsonNode report = json(run(csv, "--output", "json"));

        assertThat(report.path("requests").asInt()).isEqualTo(4);
        assertThat(report.path("throughputRps").asDouble()).isCloseTo(4 / 3.14, within(1e-3));
        assertThat(report.path("ttftSeconds").path("p99").asDouble()).isCloseTo(0.030, within(1e-6));
        assertThat(report.path("itlSeconds").path("p50").asDouble()).isCloseTo(0.011, within(1e-6));
        assertThat(report.path("e2eSeconds").path("p50").asDouble()).isCloseTo(0.052, within(1e-6));
        assertThat(report.path("e2eSeconds").path("p90").asDouble()).isCloseTo(0.140, within(1e-6));
        assertThat(report.path("e2eSeconds").path("p95").asDouble()).isCloseTo(0.140, within(1e-6));
    }

    @Test
    void holdsAClosedLoopAtItsNumberOfClients() throws IOException {
        String csv = "arrival_s,input_tokens,output_tokens\n" + "99,20,3\n".repeat(10);

        JsonNode one = json(run(csv, "--concurrency", "1", "--output", "json"));
        JsonNode two = json(run(csv, "--concurrency", "2", "--replicas", "2", "--output", "json"));

        // One client: ten times 52 ms. Two on an engine each: half of that.
        assertThat(one.path("throughputRps").asDouble()).isCloseTo(10 / 0.52, within(1e-3));
        assertThat(two.path("throughputRps").asDouble()).isCloseTo(10 / 0.26, within(1e-3));
        assertThat(two.path("ttftSeconds").path("p99").asDouble()).isCloseTo(0.030, within(1e-6));
    }

    @Test
    void sendsEachRequestToTheReplicaWithTheFewestTokensToCome() throws IOException {
        // The long one keeps the first replica busy; all the short ones go to the second, one after another.
        String csv = "arrival_s,input_tokens,output_tokens\n0,20,900\n0.1,20,1\n0.2,20,1\n0.3,20,1\n";

        JsonNode report = json(run(csv, "--replicas", "2", "--output", "json"));

        assertThat(report.path("ttftSeconds").path("p99").asDouble()).isCloseTo(0.030, within(1e-6));
    }

    @Test
    void takesFewerSequencesThanTheEnginesOwn() throws IOException {
        String csv = "arrival_s,input_tokens,output_tokens\n0,20,3\n0,20,3\n";

        JsonNode report = json(run(csv, "--max-sequences", "1", "--output", "json"));

        assertThat(report.path("ttftSeconds").path("p99").asDouble()).isCloseTo(0.082, within(1e-6));
    }

    @Test
    void saysNullWhereThereIsNoItlAndCountsTheRefused() throws IOException {
        JsonNode report = json(run("arrival_s,input_tokens,output_tokens\n0,20,1\n1,20,2000\n", "--output", "json"));

        assertThat(report.path("itlSeconds").path("p50").isNull()).isTrue();
        assertThat(report.path("requests").asInt()).isEqualTo(1);
        assertThat(report.path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void printsATable() throws IOException {
        assertThat(run("arrival_s,input_tokens,output_tokens\n0,20,3\n1,20,3\n"))
                .isEqualToNormalizingNewlines("""
                        2 requests served, 0 refused, 1.901 a second
                        in s          P50        P90        P95        P99
                        TTFT       0.0300     0.0300     0.0300     0.0300
                        ITL        0.0110     0.0110     0.0110     0.0110
                        E2E        0.0520     0.0520     0.0520     0.0520
                        """);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        String csv = "arrival_s,input_tokens,output_tokens\n" + "0,900,90\n1,500,300\n".repeat(40);
        Path requests = Files.writeString(folder.resolve("r.csv"), csv);
        String[] line = {"--engine", "h100-llama-8b-spec", "--requests", requests.toString(), "--output", "json"};

        assertThat(execute(line)).isZero();
        String once = out.toString();
        out.getBuffer().setLength(0);
        assertThat(execute(line)).isZero();

        assertThat(out).hasToString(once);
        assertThat(once).contains("\"requests\" : 80");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        refuses("--replicas must be at least 1, was 0", "--replicas", "0");
        refuses("--concurrency must be at least 1, was 0", "--concurrency", "0");
        refuses("--max-sequences must not be above the 100 tokens of a step, was 101", "--max-sequences", "101");
        refuses("trace nowhere.csv does not exist");
    }

    private void refuses(String sentence, String... options) {
        err.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(List.of("--engine", engine.toString(), "--requests", "nowhere.csv"));
        line.addAll(Arrays.asList(options));
        assertThat(execute(line.toArray(new String[0]))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(BEFORE + sentence + AFTER);
    }

    private String run(String csv, String... options) throws IOException {
        Path requests = Files.writeString(folder.resolve("requests.csv"), csv);
        List<String> line = new ArrayList<>(List.of("--engine", engine.toString(), "--requests", requests.toString()));
        line.addAll(Arrays.asList(options));
        out.getBuffer().setLength(0);
        assertThat(execute(line.toArray(new String[0]))).as(err.toString()).isZero();
        return out.toString();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private int execute(String... options) {
        List<String> line = new ArrayList<>(List.of("simulate"));
        line.addAll(Arrays.asList(options));
        CommandLine command = LabCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(new String[0]));
    }
}
