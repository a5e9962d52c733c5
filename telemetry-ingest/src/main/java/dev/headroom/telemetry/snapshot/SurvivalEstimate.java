// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.sketch.CumulativeShare;
import dev.headroom.telemetry.sketch.QuantileSketch;
import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * How long requests last, as the share F(age) of requests of an age that have ended. Running requests cannot be seen, so F is read from the
 * ended ones: recent ones, and those of the whole window. The slower of the two determines how far back no conclusion is possible.
 */
final class SurvivalEstimate {
    /** Long enough to hold some ends, short enough to notice within seconds that requests have become slow. */
    private static final Duration OF_LATE = Duration.ofSeconds(20);

    private static final Duration OF_LATE_AT_MOST = Duration.ofSeconds(60);
    private static final int ENOUGH = 50;
    /** However it ended: a request that was given up after a minute ran for a minute. */
    private static final Set<Measure> LASTED = Set.of(Measure.END_TO_END, Measure.ABORTED_AFTER, Measure.FAILED_AFTER);

    private static final double NEARLY_ALL = 99;
    private static final double HALF = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    private final QuantileSketch whole;
    private final QuantileSketch late;
    private final CumulativeShare wholeShare;
    private final CumulativeShare lateShare;

    private SurvivalEstimate(QuantileSketch whole, QuantileSketch late) {
        this.whole = whole;
        this.late = late.count() == 0 ? whole : late;
        this.wholeShare = whole.cumulative();
        this.lateShare = this.late.cumulative();
    }

    static SurvivalEstimate of(WorkloadWindow window, Instant newest) {
        return new SurvivalEstimate(
                window.whole(LASTED, newest), window.lastAtLeast(LASTED, OF_LATE, OF_LATE_AT_MOST, ENOUGH, newest));
    }

    /** Whether no request is known to have lasted any time. */
    boolean isUnknown() {
        return whole.count() == 0;
    }

    /** The age at which all but one in a hundred have ended. */
    Duration nearlyAll() {
        return longest(NEARLY_ALL);
    }

    /** The age at which half have ended: below it, a second of arrivals says nothing. */
    Duration half() {
        return longest(HALF);
    }

    /**
     * F: the share of the requests of an age that have ended; 0 to 1. The larger of the two, because it is a divisor. After requests have
     * been slow and are fast again, the smaller would double the visible rate.
     */
    double endedBy(double ageSeconds) {
        return ageSeconds < 0 ? 0 : Math.max(wholeShare.atMost(ageSeconds), lateShare.atMost(ageSeconds));
    }

    private Duration longest(double percentile) {
        double seconds = Math.max(
                whole.valueAt(percentile).orElseThrow(),
                late.valueAt(percentile).orElseThrow());
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }
}
