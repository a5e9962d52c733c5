// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

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
}
