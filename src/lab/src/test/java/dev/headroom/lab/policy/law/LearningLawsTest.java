// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.fleet.Promise;
import org.junit.jupiter.api.Test;

/** The laws that plan one lead time ahead, asked every 5 s. */
class LearningLawsTest {
    private static final Promise PROMISE = new Promise(2, 0.05, 30);
    private static final double LEAD_SECONDS = 120;
    /** Of requests of 1,000 tokens in and 250 out. */
    private static final double WORK = 1000 / 16.0 + 250;

    @Test
    void theRiseThatMayComeIsAQuantileOfThoseThatCame() {
        RateRises rises = new RateRises(LEAD_SECONDS, 3600, 0.95, 0.5);
        for (int step = 0; step < 720; step++) {
            // Up by 4 for a minute in each quarter of an hour: less than 95 % of the moments see no rise ahead.
            rises.add(step % 180 < 12 ? 14 : 10);
        }

        assertThat(rises.above(10)).isCloseTo(4, within(1e-9));
        // With four times the rate chance makes twice the rise.
        assertThat(rises.above(40)).isCloseTo(8, within(1e-9));
        assertThat(new RateRises(LEAD_SECONDS, 3600, 0.95, 0.5).above(10)).isEqualTo(5);
    }

    @Test
    void theBufferIsBoughtWithTheLoadTestsRateAndHeldForAQuarterOfAnHour() {
        IncrementBuffer law = new IncrementBuffer(5, LEAD_SECONDS, 1);
        ObservationFixture busy = ObservationFixture.of(4).receiving(20, 20);

        // Half of the rate may come on top until rises are known: 30 over 5.
        assertThat(asked(law, busy.at(5))).isEqualTo(6);
        assertThat(asked(law, busy.receiving(10, 10).at(600))).isEqualTo(6);
        assertThat(asked(law, busy.receiving(10, 10).at(906))).isLessThan(6);
    }

    @Test
    void capacityGrowsWhileThePromiseIsKeptWithRoomAndFallsWhenItBreaks() {
        Demonstrated law = new Demonstrated(PROMISE, 0.95, new KnownCapacity(5, WORK), LEAD_SECONDS, 1);
        ObservationFixture calm = ObservationFixture.of(4).receiving(20, 20).latencies(0.1, 0.01);

        double first = lived(law, calm, 5, 1200);
        double later = lived(law, calm, 1205, 3600);
        double broken = lived(law, calm.latencies(3, 0.06), 3605, 5000);

        assertThat(later).isLessThan(first);
        assertThat(broken).isGreaterThan(later);
    }

    @Test
    void withoutALoadTestWhatStandsIsBelieved() {
        ObservationFixture calm = ObservationFixture.of(4).receiving(20, 20).latencies(0.1, 0.045);

        assertThat(lived(new Cautious(PROMISE, 0.95, new KnownCapacity(0, WORK), LEAD_SECONDS), calm, 5, 290))
                .isEqualTo(4);
        assertThat(lived(new Demonstrated(PROMISE, 0.95, new KnownCapacity(0, WORK), LEAD_SECONDS, 1), calm, 5, 60))
                .isCloseTo(4, within(1e-6));
    }

    @Test
    void theCautiousLawTriesFewerOnceItsLoadWasShownGood() {
        Cautious law = new Cautious(PROMISE, 0.95, new KnownCapacity(0, WORK), LEAD_SECONDS);
        ObservationFixture calm = ObservationFixture.of(8).receiving(40, 40).latencies(0.1, 0.01);

        // Beyond what was shown by a third: 8 / 1.33, a little more for the edge of a bin.
        assertThat(lived(law, calm, 5, 4 * 3600)).isBetween(5.0, 7.0);
    }

    @Test
    void theCautiousLawAsksForMoreWhileAPercentileIsBroken() {
        Cautious law = new Cautious(PROMISE, 0.95, new KnownCapacity(0, WORK), LEAD_SECONDS);
        ObservationFixture calm = ObservationFixture.of(4).receiving(20, 20).latencies(0.1, 0.01);
        double before = lived(law, calm, 5, 330);

        double after = lived(law, calm.latencies(3, 0.06), 335, 400);

        assertThat(after).isGreaterThan(before);
    }

    /** The last answer after being asked every 5 s. */
    private static double lived(Baseline law, ObservationFixture seen, int from, int to) {
        double last = seen.replicas();
        for (int now = from; now <= to; now += RateRises.STEP_SECONDS) {
            last = law.decide(seen.at(now)).replicas().orElse(last);
        }
        return last;
    }

    private static double asked(Baseline law, ObservationFixture seen) {
        return law.decide(seen).replicas().orElseThrow();
    }
}
