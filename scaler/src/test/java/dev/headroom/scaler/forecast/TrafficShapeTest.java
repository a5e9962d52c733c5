// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficShapeTest {
    @Test
    void holdsWhatARequestCanBe() {
        assertThat(new TrafficShape(0, 1, Arrivals.POISSON).tokensToCompute()).isZero();
        assertThat(new TrafficShape(100, 100, 1, Arrivals.POISSON).tokensToCompute())
                .isEqualTo(100);
        assertThat(new TrafficShape(100, 0, 1, Arrivals.POISSON).tokensToCompute())
                .isZero();
        assertThatThrownBy(() -> new TrafficShape(-1, 1, Arrivals.POISSON)).hasMessageContaining("0 or more input");
        assertThatThrownBy(() -> new TrafficShape(1, 0, Arrivals.POISSON)).hasMessageContaining("more than 0 output");
        assertThatThrownBy(() -> new TrafficShape(100, 101, 1, Arrivals.POISSON))
                .hasMessageContaining("0 to 100.0");
    }

    @Test
    void aRequestHoldsItsPromptAndInTheMeanHalfOfItsAnswer() {
        assertThat(new TrafficShape(1000, 100, Arrivals.POISSON).meanContext()).isEqualTo(1050);
    }

    @Test
    void lengthsLieOnStraightLinesBetweenTheirPercentiles() {
        List<Double> overMean = new ArrayList<>(Lengths.EQUAL.overMean());
        overMean.replaceAll(any -> 0.5);
        overMean.set(overMean.size() - 2, 2.0);
        overMean.set(overMean.size() - 1, 4.0);
        Lengths lengths = Lengths.of(overMean);

        assertThat(lengths.at(0)).isEqualTo(0.5);
        assertThat(lengths.at(99)).isEqualTo(0.5);
        assertThat(lengths.at(99.25)).isCloseTo(1.25, within(1e-9));
        assertThat(lengths.at(99.5)).isEqualTo(2);
        assertThat(lengths.at(99.75)).isCloseTo(3, within(1e-9));
        assertThat(lengths.at(100)).isEqualTo(4);
        assertThat(Lengths.EQUAL.at(33)).isEqualTo(1);
        assertThat(Lengths.of(Lengths.EQUAL.overMean())).isEqualTo(Lengths.EQUAL);
    }
}
