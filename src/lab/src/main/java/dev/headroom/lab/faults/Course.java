// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import java.util.Arrays;

/**
 * What was asked for and answered, second by second.
 *
 * @param replicas the Deployment's wish after that second
 * @param before it, so that a change by hand is nobody else's
 * @param answers the plan's; {@link #NONE} where it gave none
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, then read; never compared.
record Course(int[] replicas, int[] before, int[] answers) {
    /** No answer. */
    static final int NONE = -1;

    int seconds() {
        return replicas.length;
    }

    /** Whether the policy took replicas away in that second. */
    boolean fell(int second) {
        return replicas[second] < before[second];
    }

    /** The fewest replicas within so many seconds of a second, on either side. */
    int fewestAround(int second, int seconds) {
        return fewest(replicas, second, seconds);
    }

    /** The lowest answer within so many seconds of a second, on either side; the highest number there is where there was none. */
    int lowestAnswerAround(int second, int seconds) {
        return fewest(answers, second, seconds);
    }

    private static int fewest(int[] of, int second, int seconds) {
        return Arrays.stream(of, Math.max(0, second - seconds), Math.min(of.length, second + seconds + 1))
                .filter(value -> value != NONE)
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
