// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Draws requests as users of chat make them: token counts and latencies are log-normal. One thread. */
final class Requests {
    private static final int LONGEST = 8_192;

    private final BenchFleet fleet;
    private final RandomGenerator chance;

    Requests(BenchFleet fleet, RandomGenerator chance) {
        this.fleet = fleet;
        this.chance = chance;
    }

    /** A request to any workload's any replica that ended at a Unix time. */
    DrawnRequest drawn(long endNanos) {
        return drawn(chance.nextInt(fleet.workloads()), endNanos);
    }

    /** A request to a workload's any replica that ended at a Unix time. */
    DrawnRequest drawn(int workload, long endNanos) {
        int input = tokens(900, 1.0);
        int output = tokens(250, 0.8);
        double queue = spread(0.010, 1.0);
        double ttft = queue + 0.020 + 0.00006 * input;
        double interToken = spread(0.018, 0.25);
        return new DrawnRequest(
                new UUID(chance.nextLong(), chance.nextLong()),
                workload,
                chance.nextInt(fleet.replicas()),
                endNanos,
                input,
                output,
                queue,
                ttft,
                ttft + (output - 1) * interToken);
    }

    private int tokens(double median, double sigma) {
        return (int) Math.max(1, Math.min(LONGEST, Math.round(spread(median, sigma))));
    }

    private double spread(double median, double sigma) {
        return median * Math.exp(sigma * chance.nextGaussian());
    }
}
