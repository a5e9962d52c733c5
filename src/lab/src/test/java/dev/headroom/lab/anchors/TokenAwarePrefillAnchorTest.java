// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.scaler.slo.Signal;
import org.junit.jupiter.api.Test;

/**
 * llm-d's prefill-heavy run, 1.93 requests/s of 8,192 tokens in and 256 out: token-aware scaling went from 1 to 3 replicas, 1.74 GPU-hours,
 * with TTFT p50 0.62 s and p99 43.8 s.
 */
class TokenAwarePrefillAnchorTest {
    private static final double PUBLISHED_P50 = 0.62;
    private static final double PUBLISHED_P99 = 43.8;

    /** The published price, 1.74 GPU-hours, is missed and so not asserted: what was needed once is held for all of 20 min (2.59 here). */
    @Test
    void isNoWorseForUsersThanTheTokenAwareScaler() {
        Outcome outcome = new TokenAwareRun(1.93, 8192, 256).withHeadroom();

        assertThat(outcome.timeline()).extracting(Moment::wanted).anyMatch(wanted -> wanted > 1);
        assertThat(outcome.latencies().at(Signal.TTFT).p50()).isLessThan(2 * PUBLISHED_P50);
        assertThat(outcome.latencies().at(Signal.TTFT).p99()).isLessThan(PUBLISHED_P99);
    }
}
