// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.TrueNeed;
import dev.headroom.lab.headroom.TelemetryGap;
import dev.headroom.lab.traffic.Arrival;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrongFallsTest {
    private static final int SECONDS = 600;
    private static final TelemetryGap WATCHED = new TelemetryGap(100, 500);

    /** Ten requests a second, of which a replica carries three: four are needed. */
    private final TrueNeed need = new TrueNeed(
            IntStream.range(0, 10 * SECONDS)
                    .mapToObj(request -> new Arrival(request / 10.0, 100, 10))
                    .toList(),
            3);

    @Test
    void aFallBelowTheNeedThatTheTwinDidNotMakeIsWrong() {
        WrongFalls found = WrongFalls.of(falling(200, 5, 3), steady(5), need, WATCHED);

        assertThat(found.count()).isEqualTo(1);
        assertThat(found.worst()).contains(new WrongFalls.Fall(200, 5, 3, 4));
        assertThat(found.worst().orElseThrow().sentence())
                .isEqualTo("in minute 3 from 5 to 3 replicas, where the load needs 4");
    }

    @Test
    void aFallToWhatIsNeededIsNot() {
        assertThat(WrongFalls.of(falling(200, 5, 4), steady(5), need, WATCHED).count())
                .isZero();
    }

    @Test
    void whatTheTwinDoesWithinAMinuteIsNotTheFaultsDoing() {
        assertThat(WrongFalls.of(falling(200, 5, 3), falling(255, 5, 3), need, WATCHED)
                        .count())
                .isZero();
        assertThat(WrongFalls.of(falling(200, 5, 3), falling(270, 5, 3), need, WATCHED)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatHappensOutsideTheFaultsTimeIsNotLaidToIt() {
        assertThat(WrongFalls.of(falling(50, 5, 3), steady(5), need, WATCHED).count())
                .isZero();
    }

    @Test
    void replicasThatSomebodyElseTookAwayAreNoFall() {
        Course run = falling(200, 5, 3);
        Course byHand = new Course(run.replicas(), run.replicas(), run.answers());

        assertThat(WrongFalls.of(byHand, steady(5), need, WATCHED).count()).isZero();
    }

    @Test
    void answersThatTheHpaDidNotFollowAreCountedApart() {
        int[] answers = filled(5);
        Arrays.fill(answers, 200, 230, 2);
        Arrays.fill(answers, 230, 260, Course.NONE);

        WrongFalls found = WrongFalls.of(new Course(filled(5), filled(5), answers), steady(5), need, WATCHED);

        assertThat(found.count()).isZero();
        assertThat(found.lowSeconds()).isEqualTo(30);
    }

    @Test
    void everyFaultOfTheProtocolIsInjected() {
        assertThat(Trials.names())
                .containsAll(List.of(
                        "metrics outage 5 min",
                        "frozen series 5 min",
                        "dead pods' series kept 30 s",
                        "dead pods' series kept 5 min",
                        "Kafka lag 60 s",
                        "loss 1 %",
                        "duplicates 5 %",
                        "reordering 10 s",
                        "clock skew 2 s",
                        "one producer silent",
                        "node stock-out 10 min",
                        "a start stuck for good",
                        "3 spot kills at once",
                        "one replica 2 times slow",
                        "restart",
                        "restart, state lost",
                        "halved by hand",
                        "half more by hand",
                        "profile 2 times too slow",
                        "profile 2 times too fast"))
                .doesNotHaveDuplicates();
    }

    private static Course steady(int replicas) {
        return new Course(filled(replicas), filled(replicas), filled(replicas));
    }

    private static Course falling(int at, int from, int to) {
        int[] replicas = filled(from);
        Arrays.fill(replicas, at, SECONDS, to);
        int[] before = filled(from);
        Arrays.fill(before, at + 1, SECONDS, to);
        return new Course(replicas, before, replicas);
    }

    private static int[] filled(int value) {
        int[] values = new int[SECONDS];
        Arrays.fill(values, value);
        return values;
    }
}
