// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.List;

/**
 * All there is to a {@link Distribution}, to be written down: how many values lie in each bin of a DDSketch of 1 % accuracy, whose
 * bin i holds values up to 1.01/0.99 times those of bin i − 1.
 *
 * @param zeros values below a millionth, which have no bin; 0 or more
 * @param sumOfMillionths the sum of all values, each rounded to a millionth; 0 or more
 * @param firstBin index of the lowest bin that holds a value; 0 where none does
 * @param counts how many values lie in it and in each bin above, up to the highest that holds any
 */
public record DistributionFigures(long zeros, long sumOfMillionths, int firstBin, List<Integer> counts) {
    public DistributionFigures {
        counts = List.copyOf(counts);
    }
}
