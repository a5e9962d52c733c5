// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.policy.law.Forecast.Kind;
import org.junit.jupiter.api.Test;

class ForecastTest {
    @Test
    void repeatsTheLastValueUntilThereIsEnoughToFit() {
        Forecast forecast = given(Kind.AUTOREGRESSION, 1, 2, 4, 8);

        assertThat(forecast.next()).isEqualTo(8);
    }

    @Test
    void goesOnAsTheValuesHaveFollowedEachOther() {
        // x(t+1) = 10 + x(t)/2 from 4 on: 4, 12, 16, 18, 19, 19.5; its next is 19.75.
        Forecast forecast = given(Kind.AUTOREGRESSION, 4, 12, 16, 18, 19, 19.5);

        assertThat(forecast.next()).isCloseTo(19.75, within(1e-9));
    }

    @Test
    void neverExplodesAndNeverFallsBelowZero() {
        assertThat(given(Kind.AUTOREGRESSION, 1, 2, 4, 8, 16, 32).next()).isLessThan(64);
        assertThat(given(Kind.AUTOREGRESSION, 20, 15, 10, 5, 0, 0).next()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void staysWhereNothingEverChanged() {
        assertThat(given(Kind.AUTOREGRESSION, 7, 7, 7, 7, 7, 7).next()).isEqualTo(7);
    }

    @Test
    void takesWhatIsNoNumberForNothing() {
        assertThat(given(Kind.LAST_VALUE, 3, Double.NaN).next()).isZero();
    }

    private static Forecast given(Kind kind, double... values) {
        Forecast forecast = new Forecast(kind);
        for (double value : values) {
            forecast.add(value);
        }
        return forecast;
    }
}
