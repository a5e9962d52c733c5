// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.scaler.slo.Signal;
import java.util.function.ToDoubleFunction;

/**
 * Requests that did not get what they were promised. One that failed or was never finished misses each part.
 *
 * @param all any part of it
 * @param bySignal each part; a single token has no time between tokens and cannot miss it
 */
public record Misses(long all, BySignal<Long> bySignal) {
    /** Nobody missed anything. */
    public static final Misses NONE = new Misses(0, BySignal.of(signal -> 0L));

    /** One request without an answer. */
    public static final Misses ONE_LOST = new Misses(1, BySignal.of(signal -> 1L));

    /** What one request that has ended missed. */
    public static Misses of(ServedRequest request, Promise promise) {
        return of(request, promise, request::seconds);
    }

    /** The same where something else is what it took. */
    public static Misses of(ServedRequest request, Promise promise, ToDoubleFunction<Signal> seconds) {
        if (!request.finished()) {
            return ONE_LOST;
        }
        for (Signal missed : Signal.values()) {
            if (seconds.applyAsDouble(missed) > promise.limit(missed)) {
                return new Misses(
                        1, BySignal.of(signal -> seconds.applyAsDouble(signal) > promise.limit(signal) ? 1L : 0L));
            }
        }
        return NONE;
    }

    /** Of one part of the promise. */
    public long of(Signal signal) {
        return bySignal.at(signal);
    }

    /** Both together. */
    public Misses plus(Misses other) {
        return other.all == 0
                ? this
                : new Misses(all + other.all, BySignal.of(signal -> of(signal) + other.of(signal)));
    }

    /** What is left without the other. */
    public Misses minus(Misses other) {
        return other.all == 0
                ? this
                : new Misses(all - other.all, BySignal.of(signal -> of(signal) - other.of(signal)));
    }

    /** The share of so many requests that got each part; 1 where there were none. */
    public Attainment among(long requests) {
        return new Attainment(kept(all, requests), BySignal.of(signal -> kept(of(signal), requests)));
    }

    private static double kept(long missed, long requests) {
        return requests == 0 ? 1 : 1 - (double) missed / requests;
    }
}
