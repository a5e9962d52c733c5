// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Outcome;
import dev.headroom.scaler.slo.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** llm-d's negative controls: one replica serves them with room to spare, so whoever adds a second is wrong. */
class TokenAwareControlsAnchorTest {
    /** Published at one replica: TTFT p99 0.43 s of the even requests, 0.13 s of those with long answers. */
    @ParameterizedTest
    @CsvSource({"1.04, 2048, 2048", "0.52, 256, 4096"})
    void oneReplicaIsEnough(double perSecond, int inputTokens, int outputTokens) {
        TokenAwareRun control = new TokenAwareRun(perSecond, inputTokens, outputTokens);

        Outcome outcome = control.withHeadroom();

        assertThat(outcome.latencies().at(Signal.TTFT).p99()).isLessThan(2);
        assertThat(outcome.timeline())
                .allSatisfy(moment -> assertThat(moment.wanted())
                        .as("at %s s: %s", moment.atSeconds(), moment.because())
                        .isEqualTo(1));
    }
}
