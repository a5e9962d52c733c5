// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import org.junit.jupiter.api.Test;

class PredictedLatencyTest {
    /** 10 ms a step, 0.1 ms a sequence, 0.02 ms a prompt token; room for 40 sequences. */
    private static final EngineModel ENGINE =
            EngineModel.plain("plain", new LinearStepTimes(10, 0.1, 0, 0.02, 0, 0), new EngineLimits(40, 2_048));

    private static final LatencyLimits LIMITS = new LatencyLimits(1, 0.05);

    private static final EngineSheet SHEET = new EngineSheet(ENGINE, 1_000, 200);

    @Test
    void predictsThePrefillOfTheNewRequest() {
        var reading = ObservationFixture.of(1).showing(19, 0, 0).pods().get(0).newest();

        // One step of 1,000 prompt tokens beside 19 sequences.
        assertThat(SloAware.firstTokenSeconds(reading, SHEET)).isCloseTo(0.010 + 0.0019 + 0.020, within(1e-9));
    }

    @Test
    void addsTheWaitForASlotWhereNoneIsFree() {
        var full = ObservationFixture.of(1).showing(39, 0, 0).pods().get(0).newest();
        var queued = ObservationFixture.of(1).showing(40, 4, 0).pods().get(0).newest();

        // Of 40 with 200 tokens each at 18 ms a token, one ends every 90 ms; five must.
        double wait = 5 * 200 * 0.018 / 40;
        assertThat(SloAware.firstTokenSeconds(queued, SHEET))
                .isGreaterThan(SloAware.firstTokenSeconds(full, SHEET) + wait);
    }

    @Test
    void sharesTheWorseLatencyAndCallsAnIdleFleetZero() {
        SloAware law = SloAware.predicting(LIMITS, SloAware.Marks.SHIPPED, SHEET);

        assertThat(law.rule(ObservationFixture.of(3))).hasValue(0);
        // 20 sequences with 100 prompt tokens a step: 14 ms a token.
        assertThat(law.rule(ObservationFixture.of(3).showing(19, 0, 0)).orElseThrow())
                .isCloseTo(0.014 / 0.05, within(1e-9));
    }
}
