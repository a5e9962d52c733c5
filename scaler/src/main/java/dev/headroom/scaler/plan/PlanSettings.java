// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Duration;

/**
 * How the planner behaves.
 *
 * @param darkGrace how long silence is waited out before {@code whenDark} applies; 0 or more
 * @param unobservableMultiple of the recent 99th percentile of E2E, after which a silent workload is taken to have no
 *     requests; 0 or more
 * @param unobservableMargin added to that; 0 or more
 * @param unobservableWithoutHistory used instead where no E2E was ever measured; 0 or more
 * @param scaleDownMargin share of a replica's capacity that stays free after a step down; at least 0, below 1
 */
public record PlanSettings(
        Duration darkGrace,
        double unobservableMultiple,
        Duration unobservableMargin,
        Duration unobservableWithoutHistory,
        double scaleDownMargin) {

    /** Longer than a broker's rolling restart, shorter than the time in which a morning's traffic doubles. */
    public static final Duration DARK_GRACE = Duration.ofMinutes(2);

    /** A request that was admitted just before the silence, and takes twice as long as nearly all did, has ended by then. */
    public static final double UNOBSERVABLE_MULTIPLE = 2;

    /** Two exports of a collector that batches for 10 s, and slack for the broker. */
    public static final Duration UNOBSERVABLE_MARGIN = Duration.ofSeconds(30);

    /** The length of the windows: with nothing in them, nothing has ended for that long. */
    public static final Duration UNOBSERVABLE_WITHOUT_HISTORY = Duration.ofMinutes(15);

    /** The rate's own noise over a minute at 40 requests/s is 2 %; a step down that must be taken back costs a start. */
    public static final double SCALE_DOWN_MARGIN = 0.15;

    /** The defaults, each with its reason beside it. */
    public static final PlanSettings DEFAULTS = new PlanSettings(
            DARK_GRACE, UNOBSERVABLE_MULTIPLE, UNOBSERVABLE_MARGIN, UNOBSERVABLE_WITHOUT_HISTORY, SCALE_DOWN_MARGIN);

    /** The defaults, but for the grace period. */
    public static PlanSettings withDarkGrace(Duration darkGrace) {
        return new PlanSettings(
                darkGrace, UNOBSERVABLE_MULTIPLE, UNOBSERVABLE_MARGIN, UNOBSERVABLE_WITHOUT_HISTORY, SCALE_DOWN_MARGIN);
    }

    public PlanSettings {
        if (darkGrace.isNegative() || unobservableMargin.isNegative() || unobservableWithoutHistory.isNegative()) {
            throw new IllegalArgumentException("the planner's durations must not be negative, were " + darkGrace + ", "
                    + unobservableMargin + " and " + unobservableWithoutHistory);
        }
        if (!(unobservableMultiple >= 0) || !(scaleDownMargin >= 0 && scaleDownMargin < 1)) {
            throw new IllegalArgumentException("unobservableMultiple must be 0 or more and scaleDownMargin from 0 to"
                    + " below 1, were " + unobservableMultiple + " and " + scaleDownMargin);
        }
    }
}
