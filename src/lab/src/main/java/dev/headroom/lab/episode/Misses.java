// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Promise;

/**
 * Requests that did not get what they were promised. One that failed or was never finished misses each part.
 *
 * @param all any part of it
 * @param ttft time to first token
 * @param itl time between tokens; a single token cannot miss it
 * @param e2e the whole
 */
public record Misses(long all, long ttft, long itl, long e2e) {
    /** Nobody missed anything. */
    public static final Misses NONE = new Misses(0, 0, 0, 0);

    /** One request without an answer. */
    public static final Misses ONE_LOST = new Misses(1, 1, 1, 1);

    /** What one request that has ended missed. */
    public static Misses of(ServedRequest request, Promise promise) {
        if (!request.finished()) {
            return ONE_LOST;
        }
        boolean ttft = request.timeToFirstTokenSeconds() > promise.timeToFirstTokenSeconds();
        boolean itl = request.interTokenSeconds() > promise.interTokenSeconds();
        boolean e2e = request.endToEndSeconds() > promise.endToEndSeconds();
        return ttft || itl || e2e ? new Misses(1, ttft ? 1 : 0, itl ? 1 : 0, e2e ? 1 : 0) : NONE;
    }

    /** Both together. */
    public Misses plus(Misses other) {
        return new Misses(all + other.all, ttft + other.ttft, itl + other.itl, e2e + other.e2e);
    }

    /** What is left without the other. */
    public Misses minus(Misses other) {
        return new Misses(all - other.all, ttft - other.ttft, itl - other.itl, e2e - other.e2e);
    }

    /** The share of so many requests that got each part; 1 where there were none. */
    public Attainment among(long requests) {
        return requests == 0
                ? new Attainment(1, 1, 1, 1)
                : new Attainment(
                        1 - (double) all / requests,
                        1 - (double) ttft / requests,
                        1 - (double) itl / requests,
                        1 - (double) e2e / requests);
    }
}
