// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.RequestList;

/** Says of a recording that nobody has looked at whether its load can be foreseen. */
final class Foresight {
    /** What is left of the peak to move within five minutes when it moves slowly; a day's steepest hour moves by less. */
    private static final double SLOW_SHARE_OF_PEAK = 0.2;
    /** Deviations of a count by chance that are no move. */
    private static final double DEVIATIONS = 3;

    private Foresight() {}

    /** True where no five minutes differ from the five before by more than a fifth of the peak, chance apart. */
    static boolean of(RequestList run) {
        double stretch = Traffic.PEAK_STRETCH_SECONDS;
        int stretches = (int) (run.spanSeconds() / stretch);
        int[] counts = new int[stretches];
        int most = 0;
        for (int index = 0; index < stretches; index++) {
            counts[index] = run.window(index * stretch, (index + 1) * stretch).size();
            most = Math.max(most, counts[index]);
        }
        double slow = SLOW_SHARE_OF_PEAK * most + DEVIATIONS * Math.sqrt(2.0 * most);
        for (int index = 1; index < stretches; index++) {
            if (Math.abs(counts[index] - counts[index - 1]) > slow) {
                return false;
            }
        }
        return stretches > 1;
    }
}
