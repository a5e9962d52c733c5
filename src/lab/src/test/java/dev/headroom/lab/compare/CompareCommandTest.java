// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.LabCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    private static final String RESULTS = "results.json";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesRowsVerdictsAndAPage() throws IOException {
        assertThat(compare(new FakeBench(), "a")).isZero();

        JsonNode results = json("a");
        JsonNode row = results.get("rows").get(0);
        for (String field : new String[] {
            "workload", "leadTime", "policy", "variant", "seed", "attainment", "gpuHours", "meanReplicas", "regret"
        }) {
            assertThat(row.has(field)).as(field).isTrue();
        }
        assertThat(results.get("meta").get("suite").textValue()).isEqualTo("quick");
        assertThat(results.get("verdicts").get("opponents").size()).isEqualTo(3 * (13 + 12 + 2));
        assertThat(results.get("tunings").size()).isEqualTo(4 * 12);
        assertThat(out.toString()).contains("the best baseline of each setting").contains("missed");
        assertThat(directory.resolve("a/report.html")).exists();
        assertThat(directory.resolve("a/results.md")).exists();
        assertThat(directory.resolve("a/journal.tsv")).doesNotExist();
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheThreads() throws IOException {
        compare(new FakeBench(), "a", "--threads=1");
        compare(new FakeBench(), "b", "--threads=4");
        compare(new FakeBench(), "c", "--seed=2");

        assertThat(bytes("b", RESULTS)).isEqualTo(bytes("a", RESULTS));
        assertThat(bytes("c", RESULTS)).isNotEqualTo(bytes("a", RESULTS));
    }

    @Test
    void goesOnWhereItWasStoppedAndComesToTheSame() throws IOException {
        FakeBench whole = new FakeBench();
        compare(whole, "whole", "--threads=1");
        FakeBench stopped = new FakeBench().failingAfter(300);
        FakeBench again = new FakeBench();

        assertThat(compare(stopped, "part", "--threads=1")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("headroom lab compare: the power went out");
        assertThat(compare(again, "part", "--resume", "--threads=2")).isZero();

        assertThat(err.toString()).contains("going on: 300 episodes are finished (--fresh begins a new run)");
        assertThat(again.runs()).isEqualTo(whole.runs() - 300);
        assertThat(bytes("part", RESULTS)).isEqualTo(bytes("whole", RESULTS));
    }

    @Test
    void beginsAnewWhereThatIsAskedFor() {
        FakeBench again = new FakeBench();
        FakeBench whole = new FakeBench();
        compare(new FakeBench().failingAfter(300), "part");

        compare(again, "part", "--fresh");
        compare(whole, "whole");

        assertThat(again.runs()).isEqualTo(whole.runs());
    }

    @Test
    void aStoppedRunOfOtherArgumentsIsNotThrownAway() {
        compare(new FakeBench().failingAfter(300), "part");

        assertThat(compare(new FakeBench(), "part", "--seed=9")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(err.toString())
                .contains("is of other work (suite quick, seed 1, inputs")
                .contains("--fresh begins a new run, another --out leaves it alone");
    }

    @Test
    void printsTheSameDocumentAsItWrites() throws IOException {
        compare(new FakeBench(), "a", "--output=json", "--workload=W1-ramp", "--policy=B4,B1");

        assertThat(out.toString())
                .isEqualTo(Files.readString(directory.resolve("a").resolve(RESULTS)));
        assertThat(json("a").get("meta").get("policies").findValuesAsText("policy"))
                .containsExactly("headroom", "B1", "B4");
    }

    @Test
    void machineAndDateStandInTheReportOnly() throws IOException {
        compare(
                new FakeBench(),
                "a",
                "--workload=W1-ramp",
                "--policy=B4",
                "--machine=two <cores>",
                "--date=2026-11-24");

        assertThat(Files.readString(directory.resolve("a/report.html")))
                .contains("two &lt;cores&gt;")
                .contains("2026-11-24");
        assertThat(Files.readString(directory.resolve("a/results.md"))).contains("two &lt;cores&gt;");
        assertThat(Files.readString(directory.resolve("a").resolve(RESULTS))).doesNotContain("2026-11-24");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        assertUsage("--traces must be a directory that exists, was '/nowhere/at/all'", "--traces=/nowhere/at/all");
        assertUsage("--resume and --fresh exclude each other", "--resume", "--fresh");
        assertUsage(
                "--resume needs a stopped run in --out; '" + directory.resolve("u") + "' holds no stopped run",
                "--resume");
        assertUsage("--threads must be 1 to 1024, was 0", "--threads=0");
        assertUsage("--hours belongs to --suite days", "--hours=3");
        assertUsage(
                "Invalid value for option '--suite': expected one of [QUICK, MEDIUM, FULL, DAYS] (case-insensitive) but was 'some'",
                "--suite=some");
        assertUsage(
                "--workload must be one of W1-ramp, W4-conv-day, W4-code-day, W8-step, W8-flash, W9-drift, was 'W7'",
                "--workload=W7");
    }

    private void assertUsage(String sentence, String... options) {
        assertThat(compare(new FakeBench(), "u", options)).as(sentence).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .endsWith("headroom lab compare: " + sentence + " (see 'headroom lab compare --help')"
                        + System.lineSeparator());
    }

    private int compare(FakeBench bench, String folder, String... options) {
        CommandLine headroom = LabCommand.commandLine(
                        new CompareCommand((traces, cache, seed, lived, thorough) -> bench))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] line = Stream.concat(
                        Stream.of("compare", "--out=" + directory.resolve(folder)), Arrays.stream(options))
                .toArray(String[]::new);
        return headroom.execute(line);
    }

    private JsonNode json(String folder) throws IOException {
        return new ObjectMapper().readTree(bytes(folder, RESULTS));
    }

    private byte[] bytes(String folder, String file) throws IOException {
        return Files.readAllBytes(directory.resolve(folder).resolve(file));
    }
}
