// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.Locale;

/** What became of one setting, from Headroom's point of view. */
public enum Outcome {
    /** Cheaper at equal attainment, and the interval excludes zero; or it alone gets there with every seed. */
    WON,
    /** Neither side is shown to be the cheaper one. */
    UNDECIDED,
    /** Dearer, and the interval excludes zero; or the other alone gets there with every seed. */
    LOST;

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
