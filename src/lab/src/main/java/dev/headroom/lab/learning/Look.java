// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How far apart the two are after some time: their mean answers over a minute.
 *
 * @param minute since the first request
 * @param learner replicas; NaN where it answered in less than half of the seconds
 * @param knower replicas; NaN likewise
 * @param mode by which the learner knew what a replica carries
 */
record Look(int minute, double learner, double knower, String mode) {
    /** Minutes after which one looks. */
    static final List<Integer> MINUTES = List.of(5, 10, 15, 20);

    /** So near is near enough: one replica, or so large a share of the right answer where that is more. */
    private static final double REPLICAS = 1;

    private static final double SHARE = 0.15;
    /** Modes in which a plan holds what stands: it knows nothing of a replica, and may be near by chance. */
    private static final Set<String> IGNORANT = Set.of("", "standing");

    private static final int SECONDS = 60;

    static Look at(int minute, List<TwoMinds.Said> said) {
        List<TwoMinds.Said> window = said.subList((minute - 1) * SECONDS, minute * SECONDS);
        return new Look(
                minute,
                mean(window, TwoMinds.Said::learner),
                mean(window, TwoMinds.Said::knower),
                window.get(window.size() - 1).mode());
    }

    /** Replicas that the learner wants more than who knows; NaN where one of the two has no answer. */
    double difference() {
        return learner - knower;
    }

    /** Whether the learner knows what a replica carries, and is near enough; no answer is not. */
    boolean within() {
        return !IGNORANT.contains(mode) && Math.abs(difference()) <= Math.max(REPLICAS, SHARE * knower);
    }

    private static double mean(List<TwoMinds.Said> window, ToDoubleFunction<TwoMinds.Said> answer) {
        double[] given =
                window.stream().mapToDouble(answer).filter(Double::isFinite).toArray();
        double sum = 0;
        for (double value : given) {
            sum += value;
        }
        return 2 * given.length < window.size() ? Double.NaN : sum / given.length;
    }
}
