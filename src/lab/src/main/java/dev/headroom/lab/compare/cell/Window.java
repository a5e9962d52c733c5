// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Locale;

/** Which part of a workload is run. */
public enum Window {
    /** The part that is scored. */
    RUN,
    /** The part before it, on which parameters are tuned. */
    TRAINING;

    /** The window as it is written in keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
