// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

/**
 * How hard the search for the cheapest path tries.
 *
 * @param blockSeconds in which the path is constant
 * @param episodes most virtual time that may be simulated, in lengths of the episode
 */
public record Effort(int blockSeconds, double episodes) {
    /** For a first look: within 1 % of the thorough search on the shapes that were tried. */
    public static final Effort QUICK = new Effort(60, 15);
    /** For figures that are published. */
    public static final Effort THOROUGH = new Effort(60, 60);

    public Effort {
        if (blockSeconds < 1 || !(episodes >= 1)) {
            throw new IllegalArgumentException("the search needs blocks of 1 s or more and 1 episode or more, were "
                    + blockSeconds + " s and " + episodes);
        }
    }
}
