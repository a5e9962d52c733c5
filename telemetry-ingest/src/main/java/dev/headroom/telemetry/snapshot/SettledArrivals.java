// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Arrivals of an interval that is long enough ago for its requests to have ended. At that time, a queue hides arrivals: waiting requests
 * have not ended, and the rate of such minutes is marked as not whole. Afterwards it is known like any other.
 */
final class SettledArrivals {
    private SettledArrivals() {}

    /**
     * The rate over an interval.
     *
     * @param servers their counts, which may exceed the reported requests
     * @param now up to when all is read
     * @return empty where requests that came then may still run, where the interval was not observed wholly, or where servers counted more
     */
    static Optional<ArrivalRate> within(
            WorkloadWindow window, ServerView servers, Interval interval, Instant now, SnapshotSettings settings) {
        // The cheap question first: of a window that is young most minutes were not observed.
        ArrivalRate rate = ArrivalInterval.rateWithin(window, interval.from(), interval.to());
        boolean known = rate.whole()
                && window.newestEvent()
                        .filter(newest -> hasSettled(window, newest, interval.to(), now, settings))
                        .isPresent()
                && servers.rateWithin(interval.from(), interval.to())
                        .filter(counted -> ArrivalView.isFarAbove(counted, rate))
                        .isEmpty();
        return known ? Optional.of(rate) : Optional.empty();
    }

    private static boolean hasSettled(
            WorkloadWindow window, Instant newest, Instant to, Instant now, SnapshotSettings settings) {
        if (newest.isBefore(to) || now.isBefore(to)) {
            return false;
        }
        if (window.arrivals().newestAdmission().isPresent()) {
            return true;
        }
        SurvivalEstimate survival = SurvivalEstimate.of(window, newest);
        Duration lag = settings.exportDelay();
        return !survival.isUnknown()
                && !to.plus(survival.nearlyAll()).plus(lag).isAfter(ArrivalView.earlier(now, newest.plus(lag)));
    }
}
