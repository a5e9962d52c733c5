// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Attainment;
import dev.headroom.lab.episode.Misses;

/**
 * The least shares of requests, 0 to below 1, that must keep their promise; 0 where a part is not asked for.
 *
 * @param all the whole promise
 * @param ttft its limit of the time to first token
 * @param itl its limit of the time between tokens
 * @param e2e its limit of the time to the last token
 */
public record Goal(double all, double ttft, double itl, double e2e) {
    /** What policies are compared at: 99 % of the requests get all they were promised. */
    public static final Goal ALL_99 = new Goal(0.99, 0, 0, 0);

    public Goal {
        for (double share : new double[] {all, ttft, itl, e2e}) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("a share of requests must be 0 to below 1, was " + share);
            }
        }
    }

    /** Whether these shares are enough. */
    public boolean metBy(Attainment shares) {
        return shares.all() >= all && shares.ttft() >= ttft && shares.itl() >= itl && shares.e2e() >= e2e;
    }

    /** The part of the allowed misses that is used up, that of the scarcest; above 1 the goal is missed. */
    public double used(Misses misses, long requests) {
        if (requests == 0) {
            return 0;
        }
        return Math.max(
                Math.max(used(misses.all(), all, requests), used(misses.ttft(), ttft, requests)),
                Math.max(used(misses.itl(), itl, requests), used(misses.e2e(), e2e, requests)));
    }

    private static double used(long missed, double share, long requests) {
        return missed / ((1 - share) * requests);
    }
}
