// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Small benchmarks from end to end, with all their processes. How fast anything was is nobody's business here. */
class BenchIT {
    @Test
    void countsEveryRequest() {
        Execution execution = Execution.of(
                "bench",
                "ingest",
                Execution.SMALL_JVM,
                "--only=spans",
                "--rounds=1",
                "--requests=5000",
                "--warm-up=1000",
                "--workloads=3");

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out())
                .contains("Machine: ", "Commit: ", "| round | load before | bare requests/s |")
                .contains("### Ingest: OTLP batches of vLLM spans", "service / bare at least 0.60")
                .doesNotContain("INCOMPLETE");
        assertThat(execution.err()).contains("6000 counted");
    }

    @Test
    void answersEveryCall() {
        Execution execution = Execution.of(
                "bench",
                "answers",
                Execution.SMALL_JVM,
                "--rounds=1",
                "--seconds=1",
                "--warm-up-seconds=0",
                "--workloads=10");

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out())
                .contains("Machine: ", "Commit: ", "### GetMetrics", "10 workloads")
                .contains("p99 of the open loop in ms at most 5.00", "calls/s, saturated: service / bare at least 0.50")
                .contains("| 300 ")
                .doesNotContain("INCOMPLETE", "NOT MEASURED");
    }
}
