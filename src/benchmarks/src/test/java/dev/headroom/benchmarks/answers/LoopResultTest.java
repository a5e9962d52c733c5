// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopResultTest {
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
