// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.Optional;

/**
 * Requests that were judged by an objective; no whole numbers where a reading is shared out among minutes.
 *
 * @param counted all of them; 0 or more
 * @param missed those that missed it; 0 to {@code counted}
 */
record Tally(double counted, double missed) {
    /**
     * The requests of a reading that count for an objective, and those that missed it. Completed requests without a known signal are
     * assumed to be like those with one. The policy decides how requests without a complete answer count.
     *
     * @return empty where requests were completed and the signal is known of none
     */
    static Optional<Tally> of(Objective objective, Reading reading, MissedRule rule) {
        double unanswered = (double) rule.missed(objective, reading.ends());
        double completed = (double) reading.completed();
        if (completed == 0) {
            return Optional.of(new Tally(unanswered, unanswered));
        }
        Distribution latencies = objective.signal().in(reading);
        if (latencies.count() == 0) {
            return Optional.empty();
        }
        double late = 1 - (double) latencies.countAtMost(objective.limitSeconds()) / (double) latencies.count();
        return Optional.of(new Tally(completed + unanswered, Math.max(0, late) * completed + unanswered));
    }

    Tally times(double share) {
        return new Tally(counted * share, missed * share);
    }

    Tally plus(Tally other) {
        return new Tally(counted + other.counted, missed + other.missed);
    }
}
