// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.episode.AnsweredReplicas;
import dev.headroom.lab.episode.Span;

/**
 * How far above the staircase a policy asked: at each scored second after the first lead time, its answer against the highest step of
 * the hour around.
 *
 * @param ratio the largest answer over that step
 * @param seconds in which an answer was above one and a half times the step and one replica
 */
public record OverAsk(double ratio, int seconds) {
    /** The bar: so many times the step, and one more. */
    private static final double TIMES = 1.5;

    /**
     * Of a day.
     *
     * @param settledAt the episode's second from which on a policy has had a lead time
     */
    public static OverAsk of(AnsweredReplicas answers, Staircase staircase, Span span, double settledAt) {
        double ratio = 0;
        int above = 0;
        int from = (int) Math.max(span.warmUpSeconds(), Math.ceil(settledAt));
        int to = Math.min(answers.seconds(), span.scoredUntil());
        for (int second = from; second < to; second++) {
            int most = staircase.mostAround(second - span.warmUpSeconds());
            int answer = answers.at(second);
            ratio = Math.max(ratio, (double) answer / Math.max(1, most));
            above += answer > TIMES * most + 1 ? 1 : 0;
        }
        return new OverAsk(ratio, above);
    }
}
