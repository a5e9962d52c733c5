// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.check;

import dev.headroom.cli.init.UseClass;
import dev.headroom.lab.days.PlayedDay;
import dev.headroom.lab.days.RequestFigures;
import java.util.Optional;

/**
 * A sizing beside the truth.
 *
 * @param day asked about
 * @param promise to its users
 * @param requests of the day
 * @param replicas answered; empty where no number keeps the promise
 * @param staircase the most replicas that a half hour of the day needs
 * @param standing what users get all day long from the answered fleet; from the largest of the lab where the answer is that none keeps
 *     the promise
 */
record CheckedAnswer(
        CheckedDay day,
        UseClass promise,
        RequestFigures requests,
        Optional<Integer> replicas,
        int staircase,
        PlayedDay.Standing standing) {
    private static final double MOST_OVER = 1.15;

    /** The most replicas that pass: one more than the staircase's peak, or 15 % above it. */
    int allowed() {
        return Math.max(staircase + 1, (int) (MOST_OVER * staircase));
    }

    /** Whether the day's promise is kept by no more than that; or is not kept by anybody, and the answer says so. */
    boolean passes() {
        return replicas.isPresent() ? standing.kept() && replicas.get() <= allowed() : !standing.kept();
    }
}
