// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaircaseSearchTest {
    private static final int HOUR = 3600;
    private static final Goal NINETY_FIVE = new Goal(0, BySignal.of(signal -> 0.95));

    private final SetUp.LoadTest replica = new LoadTests(1)
            .of(Episodes.SMALL_ENGINE, new TokenMix(List.of(new TokenMix.Lengths(500, 100))), Episodes.PROMISE);

    @Test
    void hasTheReplicasThatALoadTestSaysWhateverTheSearchBeginsWith() {
        double each = replica.ratePerSecond();
        // Far enough from a whole number of replicas that chance does not decide.
        DayLoad load = DayLoad.drawn(
                RateShapes.step(1.7 * each, 3.6 * each, 600 + 1800), LengthShapes.fixed(500, 100), 600, HOUR, 7);

        assertThat(search(load, each, 12).text()).isEqualTo("2 4");
        assertThat(search(load, each / 4, 12).text()).isEqualTo("2 4");
        assertThat(search(load, 4 * each, 12).text()).isEqualTo("2 4");
    }

    @Test
    void holdsOneReplicaWhileNobodyComes() {
        DayLoad load = DayLoad.drawn(RateShapes.constant(0), LengthShapes.fixed(500, 100), 0, HOUR, 7);

        assertThat(search(load, 1, 12).text()).isEqualTo("1 1");
    }

    @Test
    void goesNoHigherThanHelpsWhereNothingKeepsThePromise() {
        // Prompts so long that none is met in time, and hardly any load: the second replica moves nothing.
        DayLoad load = DayLoad.drawn(RateShapes.constant(0.02), LengthShapes.fixed(100_000, 2), 0, HOUR / 2, 7);

        assertThat(search(load, 1, 12).text()).isEqualTo("1");
    }

    @Test
    void findsTheHighestStepAlone() {
        double each = replica.ratePerSecond();
        DayLoad load = DayLoad.drawn(
                RateShapes.step(3.6 * each, 1.7 * each, 600 + 1800), LengthShapes.fixed(500, 100), 600, HOUR, 7);

        assertThat(searchOf(load, each, 12).most())
                .isEqualTo(4)
                .isEqualTo(search(load, each, 12).most());
        assertThat(searchOf(DayLoad.drawn(RateShapes.constant(0), LengthShapes.fixed(500, 100), 0, HOUR, 7), 1, 12)
                        .most())
                .isEqualTo(1);
    }

    private static Staircase search(DayLoad load, double ratePerReplica, int most) {
        return searchOf(load, ratePerReplica, most).run();
    }

    private static StaircaseSearch searchOf(DayLoad load, double ratePerReplica, int most) {
        Episode around = new Episode(
                List.of(),
                Episodes.SMALL_ENGINE,
                Episodes.PROMISE,
                new Cluster(LeadTimeProfile.even(60, 60, 0.1), 1, most, 1),
                new Span(0, 1, 0),
                5);
        return new StaircaseSearch(around, load, NINETY_FIVE, ratePerReplica);
    }
}
