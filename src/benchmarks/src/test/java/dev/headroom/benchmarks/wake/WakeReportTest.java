// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.benchmarks.report.Latencies;
import dev.headroom.benchmarks.traffic.BenchFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WakeReportTest {
    @Test
    void judgesARoundByItsSlowestReplica() {
        WakeReport report = report(new WakeRound(
                0.5,
                List.of(
                        new Seen(true, millis(20, 30), millis(25, 35)),
                        new Seen(false, millis(40, 1_200), millis(45, 55)))));

        assertThat(report.failure()).isEmpty();
        assertThat(report.lines())
                .contains(
                        "- MISSED: p99 to the push stream in ms, slowest replica, at most 1,000; median 1,200 (1,200 to 1,200)",
                        "- met: p99 to GetMetrics in ms, slowest replica, at most 1,000; median 55.00 (55.00 to 55.00)");
        assertThat(report.lines()).anyMatch(line -> line.contains("| reads plans | 2     | 40.00  | 1,200  |"));
    }

    @Test
    void saysHowOftenAWakeWasNotTold() {
        WakeReport report = report(new WakeRound(
                0.5, List.of(new Seen(true, millis(20), millis(25, 35)), new Seen(false, millis(), millis(45, 55)))));

        assertThat(report.failure()).contains("3 times a stream or GetMetrics did not report a wake-up in time");
        assertThat(report.lines())
                .contains("- NOT MEASURED: p99 to the push stream in ms, slowest replica, at most 1,000");
    }

    private static WakeReport report(WakeRound round) {
        return new WakeReport(
                new WakeOptions(1, new BenchFleet(2, 1), 2, Duration.ofMillis(700), 1, List.of(), Map.of()),
                List.of(round));
    }

    private static Latencies millis(long... each) {
        Latencies latencies = new Latencies();
        for (long milli : each) {
            latencies.add(Duration.ofMillis(milli).toNanos());
        }
        return latencies;
    }
}
