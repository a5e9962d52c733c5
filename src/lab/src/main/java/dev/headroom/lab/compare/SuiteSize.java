// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import java.util.List;

/**
 * How much a suite runs.
 *
 * @param name {@code quick} or {@code full}
 * @param leadTimes in which every workload is run
 * @param seeds of each setting
 * @param ladder the knob's positions, rising, with 1 among them
 * @param wholeLadder whether all of them are run; else only as far as it takes to pass 99 %
 * @param shippedVariants of a policy, at most
 * @param tuningVariants of a policy's grid, at most
 * @param everything all workloads, engines changing with the lead time, too, and tuning for each lead time; else the quick workloads,
 *     one engine each, tuned for the first lead time
 */
public record SuiteSize(
        String name,
        List<String> leadTimes,
        int seeds,
        List<Double> ladder,
        boolean wholeLadder,
        int shippedVariants,
        int tuningVariants,
        boolean everything) {
    /** A warm and a new node; two seeds, the fewest that have an interval; a coarse knob. Minutes on two cores. */
    public static final SuiteSize QUICK =
            new SuiteSize("quick", List.of("warm", "new"), 2, List.of(0.6, 1.0, 1.6, 2.5), false, 1, 2, false);

    /** The protocol's four lead times and five seeds; a finer knob. Hours. */
    public static final SuiteSize FULL = new SuiteSize(
            "full",
            List.of("30", "warm", "new", "slow"),
            5,
            List.of(0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0),
            false,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            true);

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
}
