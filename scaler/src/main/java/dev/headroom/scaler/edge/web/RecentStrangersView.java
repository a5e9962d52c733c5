// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import java.util.List;

/**
 * The newest unattributed telemetry by reason, as JSON. Counts are of observations of requests and of readings of servers.
 *
 * @param minutes how far back the counts reach
 * @param elsewhere whether other processes attribute telemetry: their pages have the counts
 * @param attributed how much reached a workload in that time
 * @param reasons the most frequent first; empty where all of it did
 */
record RecentStrangersView(long minutes, boolean elsewhere, long attributed, List<ReasonView> reasons) {
    /**
     * Telemetry that is unattributed for one reason.
     *
     * @param reason a word of {@code src/docs/attribution.md}
     * @param count how much of it came in that time
     * @param sources the newest, the newest first
     * @param others how many more there are
     */
    record ReasonView(String reason, long count, List<UnattributedView> sources, int others) {}
}
