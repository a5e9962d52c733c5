// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Duration;

/**
 * How plans are made.
 *
 * @param darkGrace how long darkness is bridged by the last plan; longer than a broker's rolling restart
 * @param downMargin share of a replica's capacity that must stay free after a step down; from 0 to below 1
 */
public record PlanSettings(Duration darkGrace, double downMargin) {
    /** A step down that turns out wrong costs a start of minutes; 15 % is more than a minute's demand usually moves. */
    public static final double DEFAULT_DOWN_MARGIN = 0.15;

    /** A broker's rolling restart takes less. */
    public static final Duration DEFAULT_DARK_GRACE = Duration.ofMinutes(2);

    /** The defaults. */
    public static final PlanSettings DEFAULTS = new PlanSettings(DEFAULT_DARK_GRACE, DEFAULT_DOWN_MARGIN);

    public PlanSettings {
        if (darkGrace.isNegative() || !(downMargin >= 0 && downMargin < 1)) {
            throw new IllegalArgumentException("dark grace must not be negative and the margin from 0 to below 1, were "
                    + darkGrace + " and " + downMargin);
        }
    }
}
