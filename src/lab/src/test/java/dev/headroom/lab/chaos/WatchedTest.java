// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.chaos.WatchedReplica.Answer;
import dev.headroom.lab.chaos.WatchedReplica.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theTimeWithoutANumberLastsFromTheFirstQuestionToTheNextNumber() {
        Watched watched = new Watched(
                List.of(
                        List.of(answer(0, "6"), answer(1, "7"), answer(2, "6")),
                        List.of(answer(0, "6"), answer(1, "UNAVAILABLE"), answer(3, "UNAVAILABLE"), answer(4, "5"))),
                List.of());

        // From 1 s, when it was asked, to 4.5 s, when the number came.
        assertThat(watched.longestWithoutNumber()).isEqualTo(3.5);
        assertThat(watched.refusals()).containsExactly("UNAVAILABLE");
        assertThat(watched.lowest()).hasValue(5);
        assertThat(watched.highest()).hasValue(7);
    }

    @Test
    void aReplicaThatNeverTellsANumberAgainCountsToItsLastAnswer() {
        Watched watched =
                new Watched(List.of(List.of(answer(0, "6"), answer(1, "UNKNOWN"), answer(9, "UNKNOWN"))), List.of());

        assertThat(watched.longestWithoutNumber()).isEqualTo(8.5);
    }

    @Test
    void statesAreToldOnceATurnAndDemandAsARange() {
        Watched watched = new Watched(
                List.of(),
                List.of(List.of(
                        new Reading(0, "fresh", 20),
                        new Reading(1, "dark", Double.NaN),
                        new Reading(2, "", Double.NaN),
                        new Reading(3, "dark", 18.5),
                        new Reading(4, "fresh", 20.04))));

        assertThat(watched.states()).isEqualTo("fresh, dark, fresh");
        assertThat(watched.demand()).isEqualTo("18.5 to 20.0");
    }

    /** Heard half a second after it was asked. */
    private static Answer answer(long askedAtSecond, String told) {
        return new Answer(askedAtSecond * SECOND, askedAtSecond * SECOND + SECOND / 2, told);
    }
}
