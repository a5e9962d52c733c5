// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.headroom.HeadroomVariants.Life;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The four forecast errors of anfa-majid's study (142 runs, commit 9387abc). There a missed peak costs 180 replica-seconds that are
 * missing and 4.8 s of P99, a false one 120 replica-seconds that are spare; a net of what is seen under the forecast leaves 21 of the
 * 180. So a forecast that errs may cost users no more than that share of what having no forecast costs them, for it never lowers an
 * answer.
 */
@Tag("long")
class ForecastErrorAnchorTest {
    private static final double AT = 1800;
    private static final double EARLIER = 1000;
    private static final double LATER = 2600;

    /** 21 of 180: what the study's net leaves. */
    private static final double LEFT_BY_THE_NET = 21.0 / 180;

    /** One replica for one lead time: as much as chance moves. */
    private static final double ONE_START = 112;

    private static final double HARDLY_ANY = 0.01;

    /** Three replicas more than usual, for the peak of 10 min, a lead time of 2 min before and a hold of 15 min after it. */
    private static final double PEAK_REPLICA_SECONDS = 3 * (600 + 120 + 900);

    private static Life withPeaks = Life.NEW;
    private static Life withoutPeaks = Life.NEW;

    @BeforeAll
    static void live() {
        withPeaks = MisledDay.livedWith(MisledDay.peakAt(AT));
        withoutPeaks = MisledDay.livedWith(MisledDay.flat());
    }

    @Test
    void aPeakThatComesLateFindsNoFewerReplicas() {
        assertThatTheForecastCostsUsersNothing(LATER, withPeaks);
    }

    @Test
    void aPeakThatComesEarlyFindsNoFewerReplicas() {
        assertThatTheForecastCostsUsersNothing(EARLIER, withPeaks);
    }

    @Test
    void aPeakThatNoForecastSawFindsNoFewerReplicas() {
        assertThatTheForecastCostsUsersNothing(AT, withoutPeaks);
    }

    @Test
    void aPeakThatNeverComesCostsNoMoreThanItWouldHaveTaken() {
        MisledDay.Result misled = MisledDay.day(MisledDay.flat(), withPeaks);
        MisledDay.Result unaware = MisledDay.dayWithoutHistory(MisledDay.flat(), withPeaks);

        assertThat(misled.attainment()).isGreaterThan(unaware.attainment() - HARDLY_ANY);
        assertThat(misled.spare() - unaware.spare()).isLessThan(PEAK_REPLICA_SECONDS);
    }

    private static void assertThatTheForecastCostsUsersNothing(double peakAt, Life life) {
        MisledDay.Result misled = MisledDay.day(MisledDay.peakAt(peakAt), life);
        MisledDay.Result unaware = MisledDay.dayWithoutHistory(MisledDay.peakAt(peakAt), life);

        assertThat(misled.missing()).isLessThan((1 + LEFT_BY_THE_NET) * unaware.missing() + ONE_START);
        assertThat(misled.attainment()).isGreaterThan(unaware.attainment() - HARDLY_ANY);
    }
}
