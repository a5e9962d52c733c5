// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static dev.headroom.scaler.supply.ClusterFixture.at;
import static dev.headroom.scaler.supply.ClusterFixture.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.util.List;
import net.jqwik.api.Example;

class StartTest {
    /** Ready at 0 s. */
    private static Start start(String replica) {
        return new Start(replica, at(-50), NodeKind.WARM, 50, 0, false);
    }

    @Example
    void isOverOnceAStretchWasAsFastAsTheOthers() {
        Start heard = start("a")
                .hearing(
                        List.of(
                                load("a", 20, 5, 0.029),
                                load("a", 0, 1, 0.2),
                                load("a", 10, 5, 0.031),
                                load("b", 0, 9, 0.02),
                                load("b", 10, 9, 0.02),
                                load("b", 20, 9, 0.02)),
                        at(30));

        assertThat(heard).isEqualTo(new Start("a", at(-50), NodeKind.WARM, 50, 20, true));
        assertThat(heard.seconds()).isEqualTo(70);
    }

    @Example
    void isComparedWithTheMedianOfTheOthers() {
        List<ReplicaLoad> loads =
                List.of(load("a", 0, 5, 0.05), load("b", 0, 9, 0.02), load("c", 0, 9, 0.04), load("d", 0, 9, 0.5));

        assertThat(start("a").hearing(loads, at(10)).settled()).isTrue();
        assertThat(start("d").hearing(loads, at(10))).isEqualTo(new Start("d", at(-50), NodeKind.WARM, 50, 10, false));
    }

    @Example
    void isNotSettledWithoutARequestThatEnded() {
        List<ReplicaLoad> loads = List.of(load("a", 0, 0, 0.02), load("b", 0, 9, 0.02));

        assertThat(start("a").hearing(loads, at(10))).isEqualTo(start("a"));
    }

    @Example
    void isOverForOneThatAnswersAlone() {
        assertThat(start("a").hearing(List.of(load("a", 0, 1, 0.2)), at(10)).settled())
                .isTrue();
    }

    @Example
    void whatIsSlowForLongIsNotCold() {
        List<ReplicaLoad> loads = List.of(load("a", 180, 5, 0.2), load("b", 180, 9, 0.02));

        assertThat(start("a").hearing(loads, at(190))).isEqualTo(start("a"));
    }

    @Example
    void timesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Start("a", at(0), NodeKind.WARM, -1, 0, false))
                .hasMessage("readyAfter and slowFor must be 0 s or more, were -1.0 and 0.0");
        assertThatThrownBy(() -> new Start("a", at(0), NodeKind.WARM, Double.NaN, 0, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
