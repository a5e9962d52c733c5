// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.episode.TrueNeed;
import dev.headroom.lab.headroom.TelemetryGap;
import java.util.Optional;

/**
 * Scale-downs that missing or wrong data caused: Headroom took replicas away, fewer were left than the true load needs, and in the
 * twin run, in which nothing was missing or wrong, it did not go so low within a minute of it.
 *
 * @param count of them
 * @param worst the one that left the largest gap; empty where there was none
 * @param lowSeconds in which the plan's answer was as wrong, whether or not the HPA's window kept the replicas
 */
record WrongFalls(int count, Optional<Fall> worst, int lowSeconds) {
    /** Chance on the way of single records moves a decision by seconds. */
    private static final int AROUND_SECONDS = 60;

    /**
     * One scale-down.
     *
     * @param second of the episode
     * @param from replicas before
     * @param to replicas after
     * @param need of the true load
     */
    record Fall(int second, int from, int to, int need) {
        private static final int A_MINUTE = 60;

        int gap() {
            return need - to;
        }

        String sentence() {
            return String.format(
                    "in minute %d from %d to %d replicas, where the load needs %d", second / A_MINUTE, from, to, need);
        }
    }

    /** Compares a run with its twin. */
    static WrongFalls of(Course run, Course twin, TrueNeed need, TelemetryGap watched) {
        int count = 0;
        int low = 0;
        Optional<Fall> worst = Optional.empty();
        int end = (int) Math.min(Math.min(run.seconds(), twin.seconds()), watched.to());
        for (int second = (int) watched.from(); second < end; second++) {
            int needed = need.replicasAt(second);
            int answer = run.answers()[second];
            low += answer != Course.NONE && answer < needed && twin.lowestAnswerAround(second, AROUND_SECONDS) > answer
                    ? 1
                    : 0;
            int left = run.replicas()[second];
            if (run.fell(second) && left < needed && twin.fewestAround(second, AROUND_SECONDS) > left) {
                count++;
                Fall fall = new Fall(second, run.before()[second], left, needed);
                worst = worst.filter(known -> known.gap() >= fall.gap()).or(() -> Optional.of(fall));
            }
        }
        return new WrongFalls(count, worst, low);
    }
}
