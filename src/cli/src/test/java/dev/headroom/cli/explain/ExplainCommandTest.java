// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From recorded traffic to decisions, and from these to sentences. */
class ExplainCommandTest {
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { models: [small] }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 1s }
            replicas: { min: 1, max: 10 }
            cost: { gpuHourUsd: 3 }
            """;

    private static final String STEPS = """
            stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
                        mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }
            """;

    private static final String ENGINE = """
            apiVersion: headroom.dev/v1
            engine: small
            hardware: h100-80gb
            gpus: 1
            maxSequences: 16
            stepTokens: 2048
            kvTokens: 430000
            """ + STEPS;

    private static final String PROFILE = """
            apiVersion: headroom.dev/v1
            hardware: h100-80gb
            gpus: 1
            maxSequences: 16
            chunkTokens: 2048
            kvTokens: 430000
            """ + STEPS;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Requests of 500 tokens that come twice as often from the fifth minute. */
    @BeforeAll
    static void writeDecisions() throws IOException {
        SplittableRandom chance = new SplittableRandom(3);
        StringBuilder trace = new StringBuilder("arrival_s,input_tokens,output_tokens\n");
        for (double at = 0; at < 600; at -= Math.log(1 - chance.nextDouble()) / (at < 300 ? 12 : 24)) {
            trace.append(at).append(",500,100\n");
        }
        Files.writeString(file("trace.csv"), trace.toString());
        Files.writeString(file("policy.yaml"), POLICY);
        Files.writeString(file("engine.yaml"), ENGINE);
        Files.writeString(file("profile.yaml"), PROFILE);
        StringWriter said = new StringWriter();
        int exit = execute(
                said,
                said,
                "replay",
                "--trace",
                file("trace.csv").toString(),
                "--policy",
                file("policy.yaml").toString(),
                "--engine",
                file("engine.yaml").toString(),
                "--profile",
                file("profile.yaml").toString(),
                "--effort",
                "none",
                "--decisions",
                file("decisions.ndjson").toString());
        assertThat(exit).as(said.toString()).isZero();
    }

    @Test
    void aReplayedDayGivesTheSameNumbersAgain() throws IOException {
        int exit = explain("decisions.ndjson", "--json");

        JsonNode json = JSON.readTree(out.toString());
        assertThat(exit).isZero();
        assertThat(json.path("decisions").asInt()).isGreaterThan(1);
        assertThat(json.path("sameNumber")).isEqualTo(json.path("decisions"));
        assertThat(json.path("decision").path("differences")).isEmpty();
        assertThat(json.path("decision").path("consequences")).hasSize(3);
    }

    @Test
    void tellsWhyAndOfWhatInWords() {
        int exit = explain("decisions.ndjson");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains(
                        "lab/workload at ",
                        "KEDA is told ",
                        "  RISE_WITHIN_LEAD_TIME ",
                        "500 tokens in",
                        "same number: yes")
                .contains("One replica fewer, one more", "% of the capacity", "USD/h");
    }

    @Test
    void tellsWhatAnotherPolicyWouldHaveAnswered() throws IOException {
        Files.writeString(file("tight.yaml"), POLICY.replace("max: 10", "max: 2"));

        int exit = explain("decisions.ndjson", "--policy", file("tight.yaml").toString(), "--set", "posture=safe");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("With the other policy and posture=safe", "2 replicas instead of ", "held at replicas.max 2");
    }

    @Test
    void aKeyOfThePolicyCanBeSetByItself() throws IOException {
        explain("decisions.ndjson", "--json", "--set", "replicas.min=9", "--set", "objectives[0].atMost=800ms");

        assertThat(JSON.readTree(out.toString())
                        .path("otherwise")
                        .path("desired")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void findsADecisionByItsNumberAndByItsTime() throws IOException {
        explain("decisions.ndjson", "--json", "--at", "2");
        JsonNode second = JSON.readTree(out.toString()).path("decision");
        out.getBuffer().setLength(0);
        explain("decisions.ndjson", "--json", "--at", second.path("madeAt").asText(), "--workload", "lab/workload");

        assertThat(second.path("line").asInt()).isEqualTo(2);
        assertThat(JSON.readTree(out.toString()).path("decision").path("line").asInt())
                .isEqualTo(2);
    }

    @Test
    void anotherNumberIsExitCodeFourAndSaysWhatIsDifferent() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file("decisions.ndjson")));
        ObjectNode first = (ObjectNode) JSON.readTree(lines.get(0));
        ((ObjectNode) first.path("plan")).put("desired", 7);
        lines.set(0, first.toString());
        Files.write(file("changed.ndjson"), lines);

        int exit = explain("changed.ndjson");

        assertThat(exit).isEqualTo(4);
        assertThat(out.toString()).contains("line 1, lab/workload at ", "desired: 7 -> ");
    }

    @Test
    void aBadLineIsNamedInOneSentence() throws IOException {
        String line = Files.readAllLines(file("decisions.ndjson")).get(0);
        Files.writeString(file("torn.ndjson"), line + "\n" + line.substring(0, 300) + "\n");

        int exit = explain("torn.ndjson");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("headroom explain: line 2: the document"),
                        second -> assertThat(second)
                                .isEqualTo(
                                        "headroom explain: 1 line of FILE could not be read; all other lines were read"));
        assertThat(out.toString()).contains("same number: 1 of 1", "lines that could not be read: 1");
    }

    /** A line that ends within a character is one line that is lost, and not the file. */
    @Test
    void countsTheLinesThatItCouldNotRead() throws IOException {
        byte[] line = Files.readAllLines(file("decisions.ndjson")).get(0).getBytes(StandardCharsets.UTF_8);
        try (OutputStream torn = Files.newOutputStream(file("many.ndjson"))) {
            torn.write(line);
            for (int i = 0; i < 12; i++) {
                torn.write(new byte[] {'\n', '{', '"', (byte) 0xe2, (byte) 0x82});
            }
        }

        int exit = explain("many.ndjson", "--json");

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).contains("\"decisions\" : 1", "\"unreadableLines\" : 12");
        assertThat(err.toString().lines())
                .as("ten of them, and the count of all")
                .hasSize(11)
                .contains("headroom explain: line 2: is not UTF-8 text")
                .endsWith("headroom explain: 12 lines of FILE could not be read; all other lines were read");
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThat(explain("no-such-file")).isEqualTo(2);
        assertThat(explain("decisions.ndjson", "--at", "soon")).isEqualTo(2);
        assertThat(explain("decisions.ndjson", "--workload", "llm/other")).isEqualTo(2);
        assertThat(explain("decisions.ndjson", "--set", "replicas.max=many")).isEqualTo(2);
        assertThat(explain("decisions.ndjson", "--set", "replicas.most=3")).isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("FILE must be a file that exists, was "))
                .anyMatch(line -> line.contains("--at must be last, a number from 1, or a time"))
                .anyMatch(line -> line.contains("there is no such decision"))
                .anyMatch(line -> line.contains("input.policy.replicas.max must be a whole number, was '\"many\"'"))
                .anyMatch(line -> line.contains("input.policy.replicas.most is unknown"));
    }

    private int explain(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", file(name).toString()));
        arguments.addAll(List.of(more));
        return execute(out, err, arguments.toArray(String[]::new));
    }

    private static int execute(StringWriter out, StringWriter err, String... arguments) {
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out));
        headroom.setErr(new PrintWriter(err));
        return headroom.execute(arguments);
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }
}
