// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void helps() {
        assertThat(Execution.of("bench", "--help").out()).contains("headroom bench", "ingest", "answers", "wake");
        assertThat(Execution.of("help", "bench").out()).contains("ingest", "answers");
        assertThat(Execution.of("bench", "ingest", "--help").out()).contains("--spans-per-record");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() {
        assertUsage("headroom bench: a command is missing (see 'headroom bench --help')", "bench");
        assertUsage(
                "headroom bench ingest: --rounds must be at least 1, was 0 (see 'headroom bench ingest --help')",
                "bench",
                "ingest",
                "--rounds=0");
        assertUsage(
                "headroom bench ingest: --spans-per-record must be between 1 and 512, was 513"
                        + " (see 'headroom bench ingest --help')",
                "bench",
                "ingest",
                "--spans-per-record=513");
        assertUsage(
                "headroom bench answers: --rate must be above 0, was 0.0 (see 'headroom bench answers --help')",
                "bench",
                "answers",
                "--rate=0");
        assertUsage(
                "headroom bench engine: --rounds must be at least 1, was 0 (see 'headroom bench engine --help')",
                "bench",
                "engine",
                "--rounds=0");
        assertUsage(
                "headroom bench planning: --workloads must be at least 1, was 0 (see 'headroom bench planning --help')",
                "bench",
                "planning",
                "--workloads=0");
        assertUsage(
                "headroom bench wake: --services must be between 1 and 4, was 0 (see 'headroom bench wake --help')",
                "bench",
                "wake",
                "--services=0");
    }

    @Test
    void saysWhatIsWrongWithASoak() {
        assertUsage(
                "headroom bench soak: --rate must be above 0, was 0.0 (see 'headroom bench soak --help')",
                "bench",
                "soak",
                "--rate=0");
        assertUsage(
                "headroom bench soak: --minutes must be at least 1, was 0 (see 'headroom bench soak --help')",
                "bench",
                "soak",
                "--minutes=0");
    }

    @Test
    void saysWhatIsWrongWithStreams() {
        assertUsage(
                "headroom bench sidecar: --streams must be at least 1, was 0 (see 'headroom bench sidecar --help')",
                "bench",
                "sidecar",
                "--streams=0");
        assertUsage(
                "headroom bench sidecar: --events must be above 0, was -1.0 (see 'headroom bench sidecar --help')",
                "bench",
                "sidecar",
                "--events=-1");
    }

    @Test
    void measuresTheSimulator() {
        Execution execution = Execution.of("bench", "engine", "--rounds", "2", "--steps", "5000");

        assertThat(execution.exitCode()).isZero();
        assertThat(execution.out()).contains("Engine h100-llama-8b, one thread", "decode steps/s", "steps/s of a mix");
    }

    @Test
    void measuresPlanning() {
        Execution execution = Execution.of(
                "bench",
                "planning",
                "--forks=0",
                "--rounds=2",
                "--warm-up=0",
                "--seconds=0.05",
                "--history=PT16M,PT20M",
                "--workloads=5");

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out())
                .contains("Machine: ", "| decision, PT20M of telemetry", "| round of 5 workloads")
                .contains(
                        "one decision in us of CPU time at most 200",
                        "a round of 5 workloads in s of CPU time at most 0.25",
                        "bytes a decision")
                .doesNotContain("NOT MEASURED");
    }

    private static void assertUsage(String sentence, String... arguments) {
        Execution execution = Execution.of(arguments);
        assertThat(execution.exitCode()).isEqualTo(2);
        assertThat(execution.err().strip()).isEqualTo(sentence);
    }
}
