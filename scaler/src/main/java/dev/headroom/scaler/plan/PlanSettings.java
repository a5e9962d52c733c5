// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Duration;
import java.util.List;

/**
 * How the planner behaves.
 *
 * @param darkGrace how long silence is waited out before {@code whenDark} applies; 0 or more
 * @param unobservableMultiple of the recent 99th percentile of E2E, after which a silent workload is assumed to have no requests; 0 or more
 * @param unobservableMargin added to that; 0 or more
 * @param unobservableLeast never shorter than this, because requests that have become slow are silent, too; 0 or more
 * @param unobservableWithoutHistory used instead where no E2E was ever measured; 0 or more
 * @param idleDelay how long a workload must have been idle before its replicas go; 0 or more
 * @param hpaStep handling of steps that the HPA swallows
 */
public record PlanSettings(
        Duration darkGrace,
        double unobservableMultiple,
        Duration unobservableMargin,
        Duration unobservableLeast,
        Duration unobservableWithoutHistory,
        Duration idleDelay,
        HpaStep hpaStep) {

    /** Longer than a broker's rolling restart, shorter than the time in which a morning's traffic doubles. */
    public static final Duration DARK_GRACE = Duration.ofMinutes(2);

    /** A request that was admitted just before the silence, and takes twice as long as nearly all did, has ended by then. */
    public static final double UNOBSERVABLE_MULTIPLE = 2;

    /** Two exports of a collector that batches for 10 s, and slack for the broker. */
    public static final Duration UNOBSERVABLE_MARGIN = Duration.ofSeconds(30);

    /** Requests that suddenly take a minute, as behind a queue, have shown by then; see the design page "the truth about load". */
    public static final Duration UNOBSERVABLE_LEAST = Duration.ofMinutes(2);

    /** As long as Knative waits by default; KEDA's cooldown period comes on top before the last replica goes. */
    public static final Duration IDLE_DELAY = Duration.ofSeconds(60);

    /** The length of the windows: with nothing in them, nothing has ended for that long. */
    public static final Duration UNOBSERVABLE_WITHOUT_HISTORY = Duration.ofMinutes(15);

    /** The defaults, each with its reason beside it. */
    public static final PlanSettings DEFAULTS = new PlanSettings(
            DARK_GRACE,
            UNOBSERVABLE_MULTIPLE,
            UNOBSERVABLE_MARGIN,
            UNOBSERVABLE_LEAST,
            UNOBSERVABLE_WITHOUT_HISTORY,
            IDLE_DELAY,
            HpaStep.DEFAULT);

    /** The defaults, but for the grace period, the delay of idleness, and the HPA's steps. */
    public static PlanSettings with(Duration darkGrace, Duration idleDelay, HpaStep hpaStep) {
        return new PlanSettings(
                darkGrace,
                UNOBSERVABLE_MULTIPLE,
                UNOBSERVABLE_MARGIN,
                UNOBSERVABLE_LEAST,
                UNOBSERVABLE_WITHOUT_HISTORY,
                idleDelay,
                hpaStep);
    }

    public PlanSettings {
        List<Duration> durations =
                List.of(darkGrace, unobservableMargin, unobservableLeast, unobservableWithoutHistory, idleDelay);
        if (durations.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("the planner's durations must not be negative, were " + durations);
        }
        if (!(unobservableMultiple >= 0)) {
            throw new IllegalArgumentException("unobservableMultiple must be 0 or more, was " + unobservableMultiple);
        }
    }
}
