// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Outcome;
import dev.headroom.scaler.slo.Signal;
import org.junit.jupiter.api.Test;

/** The simulated replica is as fast as that of llm-d's prefill-heavy run: 1.93 requests/s of 8,192 tokens in and 256 out. */
class TokenAwareEngineAnchorTest {
    private static final TokenAwareRun PREFILL_HEAVY = new TokenAwareRun(1.93, 8192, 256);

    /** Published of one replica: TTFT p50 225 s and p99 470 s; of four: p50 0.61 s and p99 6.4 s. */
    @Test
    void oneReplicaDrownsAndFourHaveRoom() {
        Outcome one = PREFILL_HEAVY.withStatic(1);
        Outcome four = PREFILL_HEAVY.withStatic(4);

        assertThat(one.latencies().at(Signal.TTFT).p50()).isBetween(0.7 * 225, 1.3 * 225);
        assertThat(one.latencies().at(Signal.TTFT).p99()).isBetween(0.7 * 470, 1.3 * 470);
        assertThat(four.latencies().at(Signal.TTFT).p50()).isLessThan(2 * 0.61);
        assertThat(four.latencies().at(Signal.TTFT).p99()).isLessThan(6.4);
    }
}
