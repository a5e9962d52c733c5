// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Takes down how much came in each minute: as soon as that is known, and else later. While requests queue it is not known how many
 * come, and these are the minutes that matter most; once their requests have ended, it is.
 */
public final class HistoryKeeper {
    /** Minutes that are looked back at, so that a request may take that long; windows keep a quarter of an hour. */
    private static final int LATEST_MINUTES = 12;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Snapshots snapshots;
    private final Histories histories;

    /** Reads from {@code snapshots} into {@code histories}. */
    public HistoryKeeper(Snapshots snapshots, Histories histories) {
        this.snapshots = snapshots;
        this.histories = histories;
    }

    /**
     * Notes the newest rate.
     *
     * @param newest rate of the workload, read at {@code now}; empty where none is known
     */
    public void note(WorkloadKey workload, Optional<ArrivalRate> newest, Instant now) {
        newest.ifPresent(rate -> histories.observed(workload, rate));
        RateHistory known = histories.of(workload);
        Instant thisMinute = now.truncatedTo(ChronoUnit.MINUTES);
        for (int ago = 2; ago <= LATEST_MINUTES; ago++) {
            Instant minute = thisMinute.minus(MINUTE.multipliedBy(ago));
            if (known.at(minute).isEmpty()) {
                snapshots
                        .settledRate(workload, new Interval(minute, minute.plus(MINUTE)), now)
                        .ifPresent(rate -> histories.observed(workload, rate));
            }
        }
    }
}
