// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** A replica carries 10 requests/s within the promise and 12 at its limit; a spoilt request is worth half a replica-second. */
class CatchUpTest {
    private static final Need.Rate RATE = new Need.Rate(50, 50, 10, 12, OptionalDouble.of(40), Fleet.alike(10));
    private static final double WORTH = 0.5;
    private static final Prices PRICES = new Prices(0.9, 0.05, OptionalDouble.of(WORTH), 20);
    private static final Duration LIFETIME = Duration.ofSeconds(200);
    private static final double ARRIVALS = 50;

    @Test
    void makesSpoiltRequestsAndIdleReplicasCostLeastTogether() {
        double extra = extra(2_000);

        // √(50 · 0.5 · 2,000 / (11 · 200)).
        assertThat(extra).isCloseTo(4.767, within(0.001));
        assertThat(cost(2_000, extra)).isLessThan(cost(2_000, extra * 1.05)).isLessThan(cost(2_000, extra / 1.05));
    }

    @Test
    void aQueueFourTimesAsLongAsksForTwiceAsMuch() {
        assertThat(extra(8_000)).isCloseTo(2 * extra(2_000), within(1e-9));
    }

    @Test
    void aRequestThatIsWorthMoreIsWaitedForLess() {
        Prices dear = new Prices(0.9, 0.05, OptionalDouble.of(4 * WORTH), 20);

        assertThat(CatchUp.extra(2_000, ARRIVALS, RATE, dear, LIFETIME)).isCloseTo(2 * extra(2_000), within(1e-9));
    }

    @Test
    void aLongStartMakesItDearer() {
        assertThat(CatchUp.extra(2_000, ARRIVALS, RATE, PRICES, LIFETIME.multipliedBy(4)))
                .isCloseTo(extra(2_000) / 2, within(1e-9));
    }

    @Test
    void aSmallQueueCallsForNothing() {
        assertThat(extra(0)).isZero();
        assertThat(extra(20)).isZero();
    }

    @Test
    void nobodySufferingAsksForNothing() {
        assertThat(CatchUp.extra(2_000, 0, RATE, PRICES, LIFETIME)).isZero();
    }

    @Property(tries = 1_000)
    void growsWithTheQueueAndClearsItNoFasterThanBalancingTakes(
            @ForAll @DoubleRange(max = 1e5) double backlog, @ForAll @DoubleRange(max = 1e5) double more) {
        double extra = extra(backlog);

        assertThat(extra(backlog + more)).isGreaterThanOrEqualTo(extra);
        if (extra > 0) {
            double clearedIn = backlog / (extra * RATE.sustained());
            assertThat(clearedIn).isGreaterThanOrEqualTo(14.99);
        }
    }

    private static double extra(double backlog) {
        return CatchUp.extra(backlog, ARRIVALS, RATE, PRICES, LIFETIME);
    }

    /** Replica-seconds: requests that arrive while the queue is cleared are spoilt, and extra replicas live for a time. */
    private static double cost(double backlog, double extra) {
        return ARRIVALS * WORTH * backlog / (extra * RATE.sustained()) + extra * LIFETIME.toSeconds();
    }
}
