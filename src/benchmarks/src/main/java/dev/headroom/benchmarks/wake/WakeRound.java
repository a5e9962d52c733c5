// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.report.Latencies;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One round: each workload was woken once.
 *
 * @param load the machine's load average before it
 * @param seen by each replica of the service
 */
record WakeRound(double load, List<Seen> seen) {
    /** Percentile of the bar. */
    static final double TAIL = 99;

    WakeRound {
        seen = List.copyOf(seen);
    }

    /** The 99th percentile of the slowest replica in milliseconds; empty unless each has one. */
    OptionalDouble slowestTail(Function<Seen, Latencies> what) {
        double[] tails = seen.stream()
                .map(what)
                .map(latencies -> latencies.millisAt(TAIL))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return tails.length < seen.size()
                ? OptionalDouble.empty()
                : Arrays.stream(tails).max();
    }

    /** Wakes that were not told of in time, over all replicas and both ways of telling. */
    int missing(int wakes) {
        return seen.stream()
                .mapToInt(replica -> 2 * wakes
                        - replica.streams().count()
                        - replica.answers().count())
                .sum();
    }
}
