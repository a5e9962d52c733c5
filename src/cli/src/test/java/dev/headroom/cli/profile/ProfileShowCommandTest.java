// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProfileShowCommandTest {
    private static final String STEP_TIME = """
            apiVersion: headroom.dev/v1
            hardware: H100
            gpus: 1
            maxSequences: 128
            kvTokens: 400000
            stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247 }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsAMeasuredTableAtItsOwnLengths() {
        int exit = show("profiles/article.yaml");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo("p5.48xlarge, 8 GPUs a replica, 5000 tokens in and 500 out, model: table");
        // 64 in flight take 5 s each, and 128 take 10 s: no more than 12.8 requests/s end.
        assertThat(lines.get(1)).startsWith("saturated at 12.800 requests/s").endsWith("latencies are P95, in ms");
        assertThat(lines).hasSize(3 + 10 + 1);
        assertThat(lines.get(12)).matches(" +12\\.800 +64\\.0 +- +- +[0-9.]+  #{30}");
    }

    @Test
    void findsTheKneeAndTheCapacityUnderPromises() {
        int exit = show(
                "profiles/article.yaml", "--objective=e2e:p95:5s", "--objective=e2e:p95:2s", "--objective=ttft:p95:2s");

        assertThat(exit).isZero();
        // Between 1 and 64 in flight, n / (2.5 s + (n - 1) · 2.5 s / 63)² is highest at 62.
        assertThat(out.toString().lines().skip(13))
                .containsExactly(
                        "knee: 12.602 requests/s, 62.0 in flight; beyond it latency grows faster than the rate",
                        "e2e p95 <= 5s: 11.534 requests/s, 52.3 in flight",
                        "e2e p95 <= 2s cannot be met with any number of replicas: the best possible is 2500ms, measured at"
                                + " concurrency 1",
                        "ttft p95 <= 2s: the profile says nothing about ttft");
    }

    @Test
    void latenciesOfStepTimesRiseWithTheRate() throws IOException {
        Path file = Files.writeString(folder.resolve("profile.yaml"), STEP_TIME);

        int exit = show(file.toString(), "--input-tokens", "1000", "--output-tokens", "200", "--percentile", "99");

        assertThat(exit).isZero();
        List<Double> ends = out.toString()
                .lines()
                .skip(3)
                .limit(10)
                .map(line -> line.strip().split(" +", -1)[4])
                .filter(text -> !text.equals("-"))
                .map(Double::valueOf)
                .toList();
        assertThat(ends).hasSizeGreaterThan(5).isSorted();
        assertThat(ends.get(0)).isLessThan(ends.get(ends.size() - 1));
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("profile.yaml"), STEP_TIME);

        assertFault("PROFILE must be a file that exists, was 'nowhere.yaml'", "nowhere.yaml");
        assertFault("--input-tokens is missing: the profile has no table", file.toString());
        assertFault(
                "--percentile must be above 0 and below 100, was 100.0", "profiles/article.yaml", "--percentile=100");
        Files.writeString(file, STEP_TIME.replace("gpus: 1", "gpus: 0"));
        assertFault("gpus must be", file.toString());
    }

    private void assertFault(String sentence, String... arguments) {
        err.getBuffer().setLength(0);

        assertThat(show(arguments)).as(sentence).isEqualTo(2);

        assertThat(err.toString()).startsWith("headroom profile show: ").contains(sentence);
        assertThat(err.toString().strip().lines()).hasSize(1);
    }

    private int show(String... arguments) {
        List<String> all = new ArrayList<>(List.of("profile", "show"));
        all.addAll(List.of(arguments));
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out));
        headroom.setErr(new PrintWriter(err));
        return headroom.execute(all.toArray(String[]::new));
    }
}
