// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static dev.headroom.scaler.supply.ClusterFixture.at;
import static dev.headroom.scaler.supply.ClusterFixture.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;

class WarmthTest {
    @Example
    void isCompleteOnceAStretchWasAsFastAsTheOthers() {
        Warmth warmth = Warmth.of(
                "a",
                List.of(
                        load("a", 20, 5, 0.029),
                        load("a", 0, 1, 0.2),
                        load("a", 10, 5, 0.031),
                        load("b", 0, 9, 0.02),
                        load("b", 10, 9, 0.02),
                        load("b", 20, 9, 0.02)));

        assertThat(warmth).isEqualTo(new Warmth(Optional.of(at(20)), true));
    }

    @Example
    void comparesWithTheMedianOfTheOthers() {
        List<ReplicaLoad> loads =
                List.of(load("a", 0, 5, 0.05), load("b", 0, 9, 0.02), load("c", 0, 9, 0.04), load("d", 0, 9, 0.5));

        assertThat(Warmth.of("a", loads)).isEqualTo(new Warmth(Optional.empty(), true));
        assertThat(Warmth.of("d", loads)).isEqualTo(new Warmth(Optional.of(at(10)), false));
    }

    @Example
    void isNotToldWithoutARequestThatEnded() {
        assertThat(Warmth.of("a", List.of(load("a", 0, 0, 0.02), load("b", 0, 9, 0.02))))
                .isEqualTo(new Warmth(Optional.empty(), false));
    }

    @Example
    void isThereForOneThatAnswersAlone() {
        assertThat(Warmth.of("a", List.of(load("a", 0, 1, 0.2)))).isEqualTo(new Warmth(Optional.empty(), true));
    }
}
