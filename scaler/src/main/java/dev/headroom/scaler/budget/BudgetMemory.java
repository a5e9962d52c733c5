// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The state of an error budget that another replica needs to continue it.
 *
 * @param window of the SLO
 * @param countedUntil end of the newest reading that was counted; nothing before it is counted again
 * @param spendings one for each objective
 */
public record BudgetMemory(Duration window, Instant countedUntil, List<Spending> spendings) {
    public BudgetMemory {
        spendings = List.copyOf(spendings);
    }

    /**
     * Requests counted against one objective.
     *
     * @param objective the objective
     * @param since start of the first reading that was counted
     * @param minutes the last hour by minutes, oldest first; only those in which anything ended
     * @param hours the window by hours, oldest first, those minutes included; only those in which anything ended
     */
    public record Spending(Objective objective, Instant since, List<Bucket> minutes, List<Bucket> hours) {
        public Spending {
            minutes = List.copyOf(minutes);
            hours = List.copyOf(hours);
        }
    }

    /**
     * Requests that ended within a minute or an hour.
     *
     * @param from its start
     * @param counted all of them; 0 or more
     * @param missed those that missed the objective; 0 to {@code counted}
     */
    public record Bucket(Instant from, double counted, double missed) {
        public Bucket {
            if (!(counted >= 0) || !(missed >= 0 && missed <= counted)) {
                throw new IllegalArgumentException(
                        "a bucket needs 0 <= missed <= counted, were " + missed + " and " + counted + " at " + from);
            }
        }

        Tally tally() {
            return new Tally(counted, missed);
        }
    }
}
