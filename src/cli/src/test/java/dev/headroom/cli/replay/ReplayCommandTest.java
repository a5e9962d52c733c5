// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cli.HeadroomCommand;
import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.traffic.Arrival;
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

class ReplayCommandTest {
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { models: [small] }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 1s }
              - { signal: itl, percentile: 99, atMost: 50ms }
            replicas: { min: 3, max: 3 }
            cost: { gpuHourUsd: 3 }
            """;

    private static final String ENGINE = """
            apiVersion: headroom.dev/v1
            engine: small
            hardware: h100-80gb
            gpus: 1
            maxSequences: 16
            stepTokens: 2048
            kvTokens: 430000
            stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
                        mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        StringBuilder trace = new StringBuilder("arrival_s,input_tokens,output_tokens\n");
        for (Arrival arrival : Episodes.poisson(1200, second -> 20, 3)) {
            trace.append(arrival.atSeconds()).append(",500,100\n");
        }
        Files.writeString(folder.resolve("trace.csv"), trace.toString());
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Files.writeString(folder.resolve("engine.yaml"), ENGINE);
    }

    @Test
    void tellsWhatBecameOfTheRequestsAndWhatItCost() throws IOException {
        int exit = replay("--from", "10m", "--to", "900", "--start-replicas", "3", "--output", "json");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("requests").asInt()).isBetween(5500, 6500);
        assertThat(json.path("attainment").path("all").asDouble()).isGreaterThan(0.99);
        assertThat(json.path("attainment").path("ttft").asDouble()).isGreaterThan(0.99);
        assertThat(json.path("attainment").path("itl").asDouble()).isEqualTo(1);
        // Nothing is promised about it, so all keep it.
        assertThat(json.path("attainment").path("e2e").asDouble()).isEqualTo(1);
        assertThat(json.path("gpuHours").asDouble()).isCloseTo(3 * 300 / 3600.0, within(1e-6));
        assertThat(json.path("costUsd").asDouble()).isCloseTo(3 * 3 * 300 / 3600.0, within(1e-6));
        assertThat(json.path("meanReplicas").asDouble()).isEqualTo(3);
        assertThat(json.path("reversals").asInt()).isZero();
        assertThat(json.path("regret").asDouble())
                .isCloseTo(
                        json.path("gpuHours").asDouble()
                                / json.path("boundGpuHours").asDouble(),
                        within(1e-4))
                .isGreaterThanOrEqualTo(1);
        assertThat(json.path("fluidGpuHours").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(json.path("boundGpuHours").asDouble());
        assertThat(json.path("setUpKnew").asText()).isEqualTo("the trace before");
    }

    @Test
    void saysTheSameEachTime() {
        replay("--output", "json", "--to", "300");
        String first = out.toString();
        out.getBuffer().setLength(0);
        replay("--output", "json", "--to", "300");

        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void runsABaselineBesideIt() throws IOException {
        replay("--effort", "none", "--to", "300", "--baseline", "b4:shipped", "--output", "json");

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("baselines")).hasSize(1);
        assertThat(json.path("baselines").get(0).path("meanReplicas").asDouble())
                .isBetween(1.0, 10.0);
        assertThat(json.path("boundGpuHours").isNull()).isTrue();
        assertThat(json.path("regret").isNull()).isTrue();
        assertThat(json.path("setUpKnew").asText()).isEqualTo("the window itself");
    }

    @Test
    void writesItsFilesIntoAFolder() throws IOException {
        Path made = folder.resolve("a/b");

        replay("--to", "300", "--start-replicas", "3", "--out", made.toString(), "--output", "json");

        assertThat(made.resolve("result.json")).hasContent(out.toString().strip());
        List<String> lines = Files.readAllLines(made.resolve("timeline.csv"));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(32);
        assertThat(lines.get(1)).startsWith("0,").contains(",3,");
        assertThat(made.resolve("timeline.html"))
                .content()
                .contains("Replay of trace.csv", "<figure class=\"chart\">", "var uPlot=");
    }

    @Test
    void writesATableForPeople() {
        int exit = replay("--to", "300", "--baseline", "B4");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("trace.csv from 0 s for 300 s on small, lead time warm")
                .contains("headroom (as given)")
                .contains("B4 (")
                .contains("with hindsight")
                .contains("time to first token");
    }

    @Test
    void takesMoreTrafficForALargerScale() throws IOException {
        replay("--effort", "none", "--to", "300", "--scale", "1.5", "--output", "json");

        assertThat(new ObjectMapper().readTree(out.toString()).path("requests").asInt())
                .isBetween(8400, 9600);
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        assertFault("--trace must be a file that exists, was 'no.csv'", "--trace", "no.csv");
        assertFault(
                "option '--from': 'noon' is not whole seconds or a time such as 90s, 30m or 1h30m", "--from", "noon");
        assertFault("--to must be after --from, which is 600 s, was 500 s", "--from", "600", "--to", "500");
        assertFault("--from 2000 s: 'trace.csv' has no arrivals from there", "--from", "2000");
        assertFault("--scale must be above 0 and at most 1000, was 0", "--scale", "0");
        assertFault("option '--seed': 'x' is not a long", "--seed", "x");
        assertFault(
                "option '--lead-time': a lead time is warm, new, slow, seconds like 30 or a span like 98-125, was hot",
                "--lead-time",
                "hot");
        assertFault("--start-replicas must be from 3 to 3, was 11", "--start-replicas", "11");
        assertFault("--baseline must be one of B0-peak:shipped, ", "--baseline", "B99");
        assertFault(
                "option '--router': 'x' is not one of least-outstanding-tokens, least-outstanding-requests, round-robin",
                "--router",
                "x");
        assertFault(
                "option '--effort': expected one of [NONE, QUICK, THOROUGH] (case-insensitive) but was 'some'",
                "--effort",
                "some");
        assertFault(
                "option '--output': expected one of [TABLE, JSON] (case-insensitive) but was 'xml'", "--output", "xml");
        assertFault("engine 'huge' is neither a file nor one of h100-llama-8b,", "--engine", "huge");
        assertFault(
                "[--lived=HOURS]] are mutually exclusive (specify only one)",
                "--trace",
                "a",
                "--rates",
                "b",
                "--tokens",
                "c");
        assertFault("--profile must be a file that exists, was 'p.yaml'", "--profile", "p.yaml");
    }

    @Test
    void saysWhatIsWrongInAPolicyAndATrace() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("max: 3", "max: 0"));
        assertFault("replicas.max must be a whole number from 1 to 100000");

        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Files.writeString(folder.resolve("trace.csv"), "arrival_s,input_tokens,output_tokens\n1,x,3\n");
        assertFault("trace.csv line 2:");
    }

    @Test
    void saysWhatIsWrongInAFileOfRates() throws IOException {
        Path rates = folder.resolve("rates.csv");
        Files.writeString(rates, "t_s,rps\n0,0\n60,0\n120,0\n");
        assertFault(rates + " has no request from --from to --to", drawing(rates));

        Files.writeString(rates, "t_s,rps\n0,1\n60,1e12\n120,1e12\n");
        assertFault(" requests/s, at most 1000000 are drawn", drawing(rates));
    }

    private String[] drawing(Path rates) {
        String tokens = folder.resolve("trace.csv").toString();
        return new String[] {"--rates", rates.toString(), "--tokens", tokens, "--lived", "0"};
    }

    @Test
    void promisesNothingWhereThePolicyHasNoObjectives() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: headroom.dev/v1
                workload: { models: [small] }
                concurrency: { perReplica: 8 }
                replicas: { max: 10 }
                """);

        replay("--to", "300", "--output", "json");

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("attainment").path("all").asDouble()).isEqualTo(1);
        assertThat(json.path("boundGpuHours").isNull()).isTrue();
        assertThat(json.path("costUsd").isNull()).isTrue();
    }

    private void assertFault(String sentence, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);

        int exit = replay(options);

        assertThat(exit).as(sentence).isEqualTo(2);
        assertThat(err.toString()).startsWith("headroom replay: ").contains(sentence);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    private int replay(String... options) {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        List<String> given = Arrays.asList(options);
        for (List<String> usual : List.of(
                List.of("--trace", folder.resolve("trace.csv").toString()),
                List.of("--policy", folder.resolve("policy.yaml").toString()),
                List.of("--engine", folder.resolve("engine.yaml").toString()))) {
            boolean drawn = usual.get(0).equals("--trace") && given.contains("--rates");
            if (!given.contains(usual.get(0)) && !drawn) {
                arguments.addAll(usual);
            }
        }
        arguments.addAll(given);
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out));
        headroom.setErr(new PrintWriter(err));
        return headroom.execute(arguments.toArray(String[]::new));
    }
}
