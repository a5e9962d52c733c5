// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Small benchmarks of streams from end to end, with all their processes. How fast anything was is nobody's business here. */
class StreamBenchIT {
    @Test
    void everyStreamEndsAndIsToldOf() {
        Execution execution = Execution.of(
                "bench", "sidecar", Execution.SMALL_JVM, "--rounds=1", "--warm-up=0", "--seconds=1", "--streams=20");

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out())
                .contains("Machine: ", "Commit: ", "### Events of streams through the sidecar")
                .contains("p99 that the sidecar adds to an event in ms at most 1.00", "The broker has all 40 events")
                .doesNotContain("INCOMPLETE", "NOT MEASURED");
    }

    @Test
    void tellsKedaOfEveryWake() {
        Execution execution =
                Execution.of("bench", "wake", Execution.SMALL_JVM, "--rounds=1", "--workloads=4", "--pause-millis=100");

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out())
                .contains("Machine: ", "Commit: ", "### Wake-up from no replicas", "4 workloads", "Seed 1")
                .contains("| plans       | 4 ", "| reads plans | 4 ")
                .contains("p99 to the push stream in ms", "p99 to GetMetrics in ms")
                .doesNotContain("INCOMPLETE", "NOT MEASURED");
    }
}
