// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A shape stays what it is until it is another. */
class SettledShapeTest {
    private static final Lengths EVEN = Lengths.of(
            Lengths.PERCENTILES.stream().map(percentile -> percentile / 50).toList());

    @Test
    void staysWhileMeansDifferByLessThanAHundredth() {
        SettledShape settled = new SettledShape();
        settled.settle(demand(1_000, 200, 0));

        assertThat(settled.settle(demand(1_009, 199, 0.04)).shape().inputTokens())
                .isEqualTo(1_000);
        assertThat(settled.settle(demand(1_020, 200, 0)).shape().inputTokens()).isEqualTo(1_020);
        assertThat(settled.settle(demand(1_012, 200, 0)).shape().inputTokens()).isEqualTo(1_020);
    }

    @Test
    void doesNotCreepWithADriftOfSmallSteps() {
        SettledShape settled = new SettledShape();
        for (double input = 1_000; input < 2_000; input *= 1.001) {
            double told = settled.settle(demand(input, 200, 0)).shape().inputTokens();

            assertThat(told / input).isBetween(0.989, 1.011);
        }
    }

    @Test
    void takesBurstsAndWiderLengthsForWhatTheyAre() {
        SettledShape settled = new SettledShape();
        settled.settle(demand(1_000, 200, 0));

        assertThat(settled.settle(demand(1_000, 200, 0.3)).shape().spread().burstSeconds())
                .isEqualTo(0.3);
        TrafficShape alike = new TrafficShape(1_000, 200, Arrivals.POISSON);
        assertThat(settled.settle(demand(alike)).shape()).isEqualTo(alike);
    }

    @Test
    void leavesTheRateAlone() {
        SettledShape settled = new SettledShape();
        settled.settle(demand(1_000, 200, 0));
        Demand next = new Demand(7, 1, demand(1_001, 200, 0).shape(), Duration.ofMinutes(3), "trend");

        Demand told = settled.settle(next);

        assertThat(told.requestsPerSecond()).isEqualTo(7);
        assertThat(told.horizon()).isEqualTo(Duration.ofMinutes(3));
        assertThat(told.distribution()).isEqualTo(next.distribution());
    }

    private static Demand demand(double input, double output, double burstSeconds) {
        return demand(new TrafficShape(input, output, Arrivals.POISSON).with(new Spread(EVEN, EVEN, burstSeconds)));
    }

    private static Demand demand(TrafficShape shape) {
        return new Demand(5, 1, shape, Duration.ofMinutes(2), "last");
    }
}
