// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Counted;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DayFiguresTest {
    private static final int HOUR = 3600;
    private static final Span TWO_HOURS = new Span(HOUR, 2 * HOUR, 60);
    /** One request a minute, which any replica answers in time. */
    private static final List<Arrival> CALM = calm();

    @Test
    void countsOnlyTheScoredSeconds() {
        // Lived: up and down at once. Scored: one more after 100 s, one less 40 s later, within a lead time of 60 s.
        DayFigures figures = figures(CALM, second -> {
            if (second >= 500 && second < 520) {
                return 5;
            }
            return second >= HOUR + 100 && second < HOUR + 140 ? 3 : 2;
        });

        assertThat(figures.scaling()).isEqualTo(new DayFigures.Restlessness(2, 1, 3, 1));
        assertThat(figures.kept()).isTrue();
        assertThat(figures.hoursKept()).isEqualTo(1);
        assertThat(figures.gpuHours()).isCloseTo(4, within(0.05));
    }

    @Test
    void anHourIsLostWhenMoreOfItsRequestsMissThanArePromised() {
        List<Arrival> crowded = new ArrayList<>(CALM);
        // In the second scored hour so many at once that most wait longer than a second.
        for (int request = 0; request < 600; request++) {
            crowded.add(new Arrival(2 * HOUR + 1000 + request * 1e-3, 500, 100));
        }
        crowded.sort((one, other) -> Double.compare(one.atSeconds(), other.atSeconds()));

        DayFigures figures = figures(crowded, second -> 1);

        assertThat(figures.kept()).isFalse();
        assertThat(figures.hoursKept()).isEqualTo(0.5);
    }

    @Test
    void standsBesideTheStaircase() {
        DayFigures figures = figures(CALM, second -> 2);

        assertThat(figures.above()).hasValueSatisfying(above -> {
            assertThat(above.gpuHours()).isCloseTo(2, within(1e-9));
            assertThat(above.overAsk()).isEqualTo(new OverAsk(2, 0));
        });
    }

    @Test
    void halfHoursBeginWithTheFirstScoredSecond() {
        assertThat(DayFigures.blocksOf(new Span(300, HOUR, 0)).at(299)).isZero();
        assertThat(DayFigures.blocksOf(new Span(300, HOUR, 0)).at(300)).isEqualTo(1);
        assertThat(DayFigures.blocksOf(new Span(1800, HOUR, 0)).at(1800)).isEqualTo(1);
    }

    private interface Answer {
        int at(int second);
    }

    private static DayFigures figures(List<Arrival> arrivals, Answer answer) {
        Episode episode = new Episode(
                arrivals,
                Episodes.SMALL_ENGINE,
                Episodes.PROMISE,
                new Cluster(LeadTimeProfile.even(60, 60, 0.1), 1, 12, 2),
                TWO_HOURS,
                3);
        ScalingPolicy policy = new ScalingPolicy() {
            @Override
            public OptionalInt advanceTo(double now, FleetSight fleet) {
                return OptionalInt.of(answer.at((int) now));
            }
        };
        Counted run = new EpisodeRunner().counted(episode, policy, DayFigures.blocksOf(TWO_HOURS), OptionalInt.empty());
        Staircase ones = Staircase.of(List.of(1, 1, 1, 1), 2 * HOUR);
        return DayFigures.of(run, episode, new Goal(0, BySignal.of(signal -> 0.95)), Optional.of(ones));
    }

    private static List<Arrival> calm() {
        List<Arrival> arrivals = new ArrayList<>();
        for (int second = 0; second < 3 * HOUR; second += 60) {
            arrivals.add(new Arrival(second, 500, 100));
        }
        return List.copyOf(arrivals);
    }
}
