// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** The instants at which an open loop sends: a Poisson process, the same for the same seed. */
public final class ArrivalTimes {
    private ArrivalTimes() {}

    /**
     * Seconds since the start, ascending, all below the end.
     *
     * @param perSecond above 0
     * @param seconds how long
     */
    public static double[] poisson(double perSecond, double seconds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleStream.Builder times = DoubleStream.builder();
        for (double at = gap(perSecond, random); at < seconds; at += gap(perSecond, random)) {
            times.add(at);
        }
        return times.build().toArray();
    }

    private static double gap(double perSecond, SplittableRandom random) {
        return -Math.log(1 - random.nextDouble()) / perSecond;
    }
}
