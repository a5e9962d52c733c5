// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import org.junit.jupiter.api.Test;

class LatencyPredictorTest {
    /** 10 ms a step, 0.1 ms a sequence, 0.02 ms a prompt token; room for 40 sequences. */
    private static final EngineModel ENGINE =
            EngineModel.plain("plain", new LinearStepTimes(10, 0.1, 0, 0.02, 0, 0), new EngineLimits(40, 2_048));

    private static final SloAware.Latencies LIMITS = new SloAware.Latencies(1, 0.05);

    private final LatencyPredictor predictor = new LatencyPredictor(new EngineSheet(ENGINE, 1_000, 200));

    @Test
    void predictsAPrefillAndABatchWithTheNewRequest() {
        var reading = SightFixture.of(1).showing(19, 0, 0).pods().get(0).newest();

        // One step of 1,000 prompt tokens beside 19 sequences; then 20 with 100 prompt tokens a step.
        assertThat(predictor.firstTokenSeconds(reading)).isCloseTo(0.010 + 0.0019 + 0.020, within(1e-9));
        assertThat(predictor.perTokenSeconds(reading)).isCloseTo(0.014, within(1e-9));
    }

    @Test
    void addsTheWaitForASlotWhereNoneIsFree() {
        var full = SightFixture.of(1).showing(39, 0, 0).pods().get(0).newest();
        var queued = SightFixture.of(1).showing(40, 4, 0).pods().get(0).newest();

        // Of 40 with 200 tokens each at 18 ms a token, one ends every 90 ms; five must.
        double wait = 5 * 200 * 0.018 / 40;
        assertThat(predictor.firstTokenSeconds(queued)).isGreaterThan(predictor.firstTokenSeconds(full) + wait);
    }

    @Test
    void sharesTheWorseLatencyAndCallsAnIdleFleetZero() {
        assertThat(predictor.share(SightFixture.of(3), 0.9, LIMITS)).isZero();
        assertThat(predictor.share(SightFixture.of(3).showing(19, 0, 0), 0.9, LIMITS))
                .isCloseTo(0.014 / 0.05, within(1e-9));
    }
}
