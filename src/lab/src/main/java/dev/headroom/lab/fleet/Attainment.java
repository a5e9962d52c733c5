// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.scaler.slo.Signal;

/**
 * Shares of requests, 0 to 1, that got what they were promised.
 *
 * @param all every part of the promise
 * @param bySignal each part of it
 */
public record Attainment(double all, BySignal<Double> bySignal) {
    public Attainment {
        requireShare("attainment", all);
        bySignal.values().forEach((signal, share) -> requireShare("attainment of " + signal.word(), share));
    }

    /** Of one part of the promise. */
    public double of(Signal signal) {
        return bySignal.at(signal);
    }

    private static void requireShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(what + " must be 0 to 1, was " + share);
        }
    }
}
