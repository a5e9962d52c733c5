// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Misses;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.scaler.slo.Signal;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The least shares of requests, 0 to below 1, that must keep their promise; 0 where a part is not asked for.
 *
 * @param all the whole promise
 * @param bySignal each part of it
 */
public record Goal(double all, BySignal<Double> bySignal) {
    /** What policies are compared at: 99 % of the requests get all they were promised. */
    public static final Goal ALL_99 = new Goal(0.99, BySignal.of(signal -> 0.0));

    public Goal {
        if (!shares(all, bySignal).allMatch(share -> share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "shares of requests must be 0 to below 1, were " + all + " and " + bySignal.values());
        }
    }

    /** The highest of the shares. */
    public double highest() {
        return shares(all, bySignal).max().orElseThrow();
    }

    /** Whether these shares are enough. */
    public boolean metBy(Attainment shares) {
        return shares.all() >= all
                && Stream.of(Signal.values()).allMatch(signal -> shares.of(signal) >= bySignal.at(signal));
    }

    /** The part of the allowed misses that is used up, that of the scarcest; above 1 the goal is missed. */
    public double used(Misses misses, long requests) {
        if (requests == 0) {
            return 0;
        }
        double used = used(misses.all(), all, requests);
        for (Signal signal : Signal.values()) {
            used = Math.max(used, used(misses.of(signal), bySignal.at(signal), requests));
        }
        return used;
    }

    private static double used(long missed, double share, long requests) {
        return missed / ((1 - share) * requests);
    }

    private static DoubleStream shares(double all, BySignal<Double> bySignal) {
        return DoubleStream.concat(
                DoubleStream.of(all), bySignal.values().values().stream().mapToDouble(Double::doubleValue));
    }
}
