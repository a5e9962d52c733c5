// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BudgetBurnTest {
    @Test
    void isTheMeanOfWhatWasMissedByRequests() {
        BudgetBurn burn = new BudgetBurn(0, 0);
        burn.add(0, 900, 0);
        burn.add(10, 99, 0);

        // 99 requests at ten times what may be missed, 900 at none; and one that stands for what is not known.
        assertThat(burn.rate()).isCloseTo(990 / 1000.0, within(1e-12));
    }

    @Test
    void isNothingBeforeAnythingEnded() {
        assertThat(new BudgetBurn(0, 0).rate()).isZero();
    }

    @Test
    void fades() {
        BudgetBurn burn = new BudgetBurn(0, 0);
        burn.add(2, 1000, 0);

        burn.add(0, 0, BudgetBurn.FADING_SECONDS);

        assertThat(burn.requests()).isCloseTo(1000 / Math.E, within(1e-9));
        assertThat(burn.missed()).isCloseTo(2000 / Math.E, within(1e-9));
    }

    @Test
    void goesOnFromWhatWasCounted() {
        BudgetBurn first = new BudgetBurn(0, 0);
        first.add(3, 50, 10);
        BudgetBurn second = new BudgetBurn(first.missed(), first.requests());

        first.add(1, 20, 10);
        second.add(1, 20, 10);

        assertThat(second.rate()).isEqualTo(first.rate());
    }
}
