// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void tellsExactPercentilesByNearestRank() {
        Latencies latencies = new Latencies();
        for (int milli = 2_000; milli >= 1; milli--) {
            latencies.add(milli * 1_000_000L);
        }

        assertThat(latencies.count()).isEqualTo(2_000);
        assertThat(latencies.millisAt(50)).hasValue(1_000);
        assertThat(latencies.millisAt(99)).hasValue(1_980);
        assertThat(latencies.millisAt(100)).hasValue(2_000);
        assertThat(latencies.millisAt(0)).hasValue(1);
    }

    @Test
    void ofNothingTellsNothing() {
        assertThat(new Latencies().millisAt(99)).isEmpty();
    }

    @Test
    void aFailedCallHasNoLatency() {
        LoopResult result = new LoopResult(2);
        result.ended(1_000_000, null);
        result.ended(9_000_000, new IllegalStateException("no plan"));
        result.ended(8_000_000, new IllegalStateException("later"));

        assertThat(result.answered()).isEqualTo(1);
        assertThat(result.perSecond()).isEqualTo(0.5);
        assertThat(result.p99Millis()).hasValue(1);
        assertThat(result.failure()).contains("2 calls failed, the first with no plan");
    }
}
