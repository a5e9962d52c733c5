// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/**
 * Shares of the requests due that got what was promised, 0 to 1; failed and overdue ones count as missed.
 *
 * @param all of the limits together: the figure that counts
 * @param ttft time to first token
 * @param itl time between tokens
 * @param e2e end to end
 */
public record Attainment(double all, double ttft, double itl, double e2e) {
    public Attainment {
        share("attainment", all);
        share("attainment of ttft", ttft);
        share("attainment of itl", itl);
        share("attainment of e2e", e2e);
    }

    private static void share(String thing, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(thing + " must be 0 to 1, was " + value);
        }
    }
}
