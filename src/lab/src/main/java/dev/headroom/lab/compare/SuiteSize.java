// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import java.util.List;

/**
 * How much a suite runs.
 *
 * @param name {@code quick}, {@code medium} or {@code full}
 * @param leadTimes in which every workload is run
 * @param seeds of each setting
 * @param ladder the knob's positions, rising, with 1 among them
 * @param wholeLadder whether all of them are run; else only as far as it takes to pass 99 %
 * @param shippedVariants of a policy, at most
 * @param tuningVariants of a policy's grid, at most
 * @param scope which workloads; with all of them engines change with the lead time, too, and tuning is for each lead time, else
 *     each workload has one engine, tuned for the first lead time
 * @param bisections runs more for each seed of Headroom and of the best baselines of a setting, to come nearer to 99 %
 */
public record SuiteSize(
        String name,
        List<String> leadTimes,
        int seeds,
        List<Double> ladder,
        boolean wholeLadder,
        int shippedVariants,
        int tuningVariants,
        Scope scope,
        int bisections) {
    /** How many workloads are run; each has those before it. */
    public enum Scope {
        /** Three and the traces'. */
        QUICK,
        /** One or two of each kind of load. */
        MEDIUM,
        /** All there are. */
        ALL
    }

    /** A warm and a new node; two seeds, the fewest that have an interval; a coarse knob. Minutes on two cores. */
    public static final SuiteSize QUICK =
            new SuiteSize("quick", List.of("warm", "new"), 2, List.of(0.6, 1.0, 1.6, 2.5), false, 1, 2, Scope.QUICK, 2);

    /** More kinds of load and three seeds: half an hour or more on two cores. */
    public static final SuiteSize MEDIUM = new SuiteSize(
            "medium", List.of("warm", "new"), 3, List.of(0.6, 1.0, 1.6, 2.5), false, 1, 2, Scope.MEDIUM, 2);

    /** The protocol's four lead times and five seeds; a finer knob. Hours. */
    public static final SuiteSize FULL = new SuiteSize(
            "full",
            List.of("30", "warm", "new", "slow"),
            5,
            List.of(0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0),
            false,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Scope.ALL,
            2);

    public SuiteSize {
        leadTimes = List.copyOf(leadTimes);
        ladder = List.copyOf(ladder);
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds of suite " + name + " must be 1 or more, was " + seeds);
        }
        if (!ladder.contains(1.0)
                || !ladder.equals(ladder.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException(
                    "knobs of suite " + name + " must rise and have 1 among them, were " + ladder);
        }
    }

    /** Whether it is the whole protocol. */
    public boolean everything() {
        return scope == Scope.ALL;
    }

    /** Whether it runs a workload. */
    boolean runs(WorkloadCard card) {
        return card.scope().compareTo(scope) <= 0;
    }
}
