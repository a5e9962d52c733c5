// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * A pod's life so far, in seconds since the episode's start; infinite where it has not come to that.
 *
 * @param createdAt wished for
 * @param launchedAt its node is paid for from here on
 * @param boundAt had its node, which had joined
 * @param readyAt took requests
 * @param endedAt told to end, or lost
 * @param goneAt its node was released
 */
public record PodLife(
        double createdAt, double launchedAt, double boundAt, double readyAt, double endedAt, double goneAt) {
    /** Whether its node was launched for it: it took a while to join. */
    public boolean onNewNode() {
        return boundAt > launchedAt && boundAt < Double.POSITIVE_INFINITY;
    }

    /** Of {@code from} to {@code to}, seconds that its node was paid for. */
    public double nodeSeconds(double from, double to) {
        return overlap(launchedAt, goneAt, from, to);
    }

    /** Of {@code from} to {@code to}, seconds that its node was paid for before it took requests. */
    public double startSeconds(double from, double to) {
        return overlap(launchedAt, Math.min(readyAt, goneAt), from, to);
    }

    /** Of {@code from} to {@code to}, seconds that it finished what it had. */
    public double drainSeconds(double from, double to) {
        return readyAt <= endedAt ? overlap(endedAt, goneAt, from, to) : 0;
    }

    private static double overlap(double begins, double ends, double from, double to) {
        return Math.max(0, Math.min(ends, to) - Math.max(begins, from));
    }
}
