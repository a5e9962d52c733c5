// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.forecast.Demand.RiseSource;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Duration HORIZON = Duration.ofMinutes(6);
    private static final TrafficShape SHAPE = new TrafficShape(1000, 100, TrafficShape.Arrivals.POISSON);

    @Test
    void aShareOfItIsAShareOfEachRate() {
        Demand half = demand(40, 8, OptionalDouble.of(60), 200).times(0.5);

        assertThat(half).isEqualTo(demand(20, 4, OptionalDouble.of(30), 200));
        assertThat(half.ready()).isEqualTo(24);
        assertThat(demand(40, 8, OptionalDouble.empty(), 200).times(2))
                .isEqualTo(demand(80, 16, OptionalDouble.empty(), 200));
    }

    @Test
    void ratesAreFiniteAndNotNegative() {
        assertThat(demand(0, 0, OptionalDouble.of(0), 1).ready()).isZero();
        assertThatThrownBy(() -> demand(-1, 0, OptionalDouble.empty(), 1)).hasMessageContaining("not negative");
        assertThatThrownBy(() -> demand(1, Double.NaN, OptionalDouble.empty(), 1))
                .hasMessageContaining("not negative");
        assertThatThrownBy(() -> demand(1, 0, OptionalDouble.of(Double.POSITIVE_INFINITY), 1))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> demand(1, 0, OptionalDouble.empty(), 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> demand(1, 0, OptionalDouble.empty(), Double.POSITIVE_INFINITY))
                .hasMessageContaining("above 0");
    }

    private static Demand demand(double perSecond, double rise, OptionalDouble forecast, double work) {
        return new Demand(perSecond, rise, RiseSource.LAST_HOURS, forecast, work, SHAPE, HORIZON);
    }
}
