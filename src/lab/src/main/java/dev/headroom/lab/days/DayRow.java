// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

/**
 * One policy in one cell.
 *
 * @param cell conditions
 * @param policy by its name among {@link DayPolicies}
 * @param variant as it ran: for {@code tuned} the one that was chosen
 * @param scoredSeconds that counted
 * @param requests that were scored
 * @param staircaseGpuHours of the same day
 * @param figures what came of it
 */
record DayRow(
        DayCell cell,
        String policy,
        String variant,
        int scoredSeconds,
        long requests,
        double staircaseGpuHours,
        DayFigures figures) {
    private static final double SECONDS_PER_DAY = 86_400;

    /** Unique among rows. */
    String key() {
        return key(cell, policy);
    }

    static String key(DayCell cell, String policy) {
        return cell.id() + "|" + policy;
    }

    /** GPU-hours over the staircase's. */
    double overStaircase() {
        return figures.gpuHours() / staircaseGpuHours;
    }

    /** Reversals over a day, of a run that may be shorter. */
    double reversalsPerDay() {
        return figures.scaling().reversals() * SECONDS_PER_DAY / scoredSeconds;
    }
}
