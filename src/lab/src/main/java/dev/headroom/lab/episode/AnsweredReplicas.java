// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Fleet;
import java.util.Arrays;

/** How many replicas were asked for at each second of an episode, within its limits. */
public final class AnsweredReplicas implements Watcher {
    private static final int FIRST_ROOM = 4096;

    private int[] bySecond = new int[FIRST_ROOM];
    private int seconds;

    AnsweredReplicas() {}

    /** From second 0 on, for a run that is told of by its answers alone. */
    public static AnsweredReplicas of(int... bySecond) {
        AnsweredReplicas answers = new AnsweredReplicas();
        answers.bySecond = bySecond.clone();
        answers.seconds = bySecond.length;
        return answers;
    }

    @Override
    public void answered(int now, Fleet fleet, int wanted) {
        if (seconds == bySecond.length) {
            bySecond = Arrays.copyOf(bySecond, 2 * seconds);
        }
        bySecond[seconds] = wanted;
        seconds++;
    }

    /** How many seconds are known. */
    public int seconds() {
        return seconds;
    }

    /** Asked for at a second below {@link #seconds}. */
    public int at(int second) {
        return bySecond[second];
    }

    /** The most asked for from one second to before another; 0 over no seconds. */
    public int most(int fromSecond, int toSecond) {
        return Arrays.stream(bySecond, fromSecond, Math.max(fromSecond, Math.min(seconds, toSecond)))
                .max()
                .orElse(0);
    }
}
