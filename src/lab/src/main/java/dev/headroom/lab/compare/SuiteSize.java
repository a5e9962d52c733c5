// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import java.util.List;
import java.util.Locale;

/** How much a suite runs; each has the workloads of those before it. */
public enum SuiteSize {
    /** A warm and a new node; two seeds, the fewest that have an interval; a coarse knob. Minutes on two cores. */
    QUICK,
    /** One or two of each kind of load and three seeds: half an hour or more on two cores. */
    MEDIUM,
    /** The protocol's four lead times and five seeds; a finer knob. Hours. */
    FULL;

    /** Runs more for each seed of Headroom and of the best baselines of a setting, to come nearer to 99 %. */
    static final int BISECTIONS = 2;

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether engines change with the lead time and tuning is for each; else a workload has one engine and one tuning. */
    boolean everything() {
        return this == FULL;
    }

    /** Lead times in which every workload is run. */
    List<String> leadTimes() {
        return everything() ? List.of("30", "warm", "new", "slow") : List.of("warm", "new");
    }

    /** Seeds of each setting. */
    int seeds() {
        return switch (this) {
            case QUICK -> 2;
            case MEDIUM -> 3;
            case FULL -> 5;
        };
    }

    /** The knob's positions, rising, with 1 among them. */
    List<Double> ladder() {
        return everything() ? List.of(0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0) : List.of(0.6, 1.0, 1.6, 2.5);
    }

    /** Shipped variants of a policy, at most. */
    int shippedVariants() {
        return everything() ? Integer.MAX_VALUE : 1;
    }

    /** Variants of a policy's grid, at most. */
    int tuningVariants() {
        return everything() ? Integer.MAX_VALUE : 2;
    }
}
