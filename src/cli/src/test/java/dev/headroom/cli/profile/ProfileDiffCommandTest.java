// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDiffCommandTest {
    private static final String ARTICLE = "profiles/article.yaml";

    @TempDir
    private Path folder;

    @Test
    void comparesAReplicaThatIsTwiceAsFast() throws IOException {
        String fast = faster();

        CommandRun run =
                CommandRun.of("profile", "diff", ARTICLE, fast, "--objective=e2e:p95:5s", "--objective=ttft:p95:1s");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        List<String> rows = run.out()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
        // Half the latency at the same concurrency: twice the rate.
        assertThat(rows)
                .contains(
                        "5000 tokens in and 500 out; latencies are P95, in ms",
                        "hardware p5.48xlarge fast",
                        "GPUs a replica 8 4 -50.0 %",
                        "saturation, requests/s 12.800 25.600 +100.0 %",
                        "ttft p95 <= 1s, requests/s - -")
                .anyMatch(row -> row.matches("e2e p95 <= 5s, requests/s 11\\.534 [0-9.]+ \\+[0-9.]+ %"))
                .anyMatch(row -> row.matches("e2e at 12\\.800 requests/s 6028\\.0 [0-9.]+ -[0-9.]+ %"));
    }

    @Test
    void aProfileIsLikeItself() {
        CommandRun run = CommandRun.of("profile", "diff", ARTICLE, ARTICLE);

        assertThat(run.out().lines().filter(line -> line.contains("%")))
                .hasSize(8)
                .allMatch(line -> line.endsWith("+0.0 %"));
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "apiVersion: headroom.dev/v1\n");

        assertThat(CommandRun.of("profile", "diff", ARTICLE, "nowhere.yaml").sentence("profile diff"))
                .isEqualTo("AFTER must be a file that exists, was 'nowhere.yaml'");
        assertThat(CommandRun.of("profile", "diff", bad.toString(), ARTICLE).sentence("profile diff"))
                .startsWith("serving profile '" + bad + "': ");
        assertThat(CommandRun.of("profile", "diff", ARTICLE, ARTICLE, "--percentile=0")
                        .sentence("profile diff"))
                .isEqualTo("--percentile must be above 0 and below 100, was 0.0");
    }

    private String faster() throws IOException {
        return Files.writeString(
                        folder.resolve("fast.yaml"),
                        Files.readString(Path.of(ARTICLE))
                                .replace("p5.48xlarge", "fast")
                                .replace("gpus: 8", "gpus: 4")
                                .replace("tensorParallel: 8", "tensorParallel: 4")
                                .replace("e2e: 2.5s", "e2e: 1.25s")
                                .replace("e2e: 5s", "e2e: 2.5s")
                                .replace("e2e: 10s", "e2e: 5s"))
                .toString();
    }
}
