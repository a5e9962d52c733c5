// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.Locale;

/** How a rate of arrivals was obtained, the most trustworthy first. */
public enum ArrivalSource {
    /** Events that were sent when requests arrived. */
    ADMISSIONS,
    /** The servers' counters: ended sequences plus the growth of those in flight. */
    SERVERS,
    /** Events that were sent when requests ended, counted by when these had arrived. */
    ENDS;

    /** The word for meters and reasons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
