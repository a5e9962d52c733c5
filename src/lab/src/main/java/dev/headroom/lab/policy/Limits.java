// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.fleet.Promise;

/**
 * The promise as policies take it that know TTFT and time per token only. Who has promised an end-to-end time alone gives a fifth of
 * it to the first token and shares the rest among the others; that choice is ours, so that such policies have a target at all.
 *
 * @param timeToFirstTokenSeconds infinite for none
 * @param perTokenSeconds infinite for none
 */
record Limits(double timeToFirstTokenSeconds, double perTokenSeconds) {
    private static final double FIRST_TOKEN_SHARE = 0.2;

    static Limits of(SetUp setUp) {
        Promise promise = setUp.promise();
        double rest = (1 - FIRST_TOKEN_SHARE)
                * promise.endToEndSeconds()
                / Math.max(1, setUp.training().meanOutputTokens());
        return new Limits(
                limit(promise.timeToFirstTokenSeconds(), FIRST_TOKEN_SHARE * promise.endToEndSeconds()),
                limit(promise.interTokenSeconds(), rest));
    }

    private static double limit(double promised, double derived) {
        return Double.isInfinite(promised) ? derived : promised;
    }
}
