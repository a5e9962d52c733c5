// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.OptionalDouble;

/**
 * A figure read off a front at a given place of the other axis.
 *
 * @param kind how it was found
 * @param figure the value; NaN where it is not reached
 */
public record Matched(Kind kind, double figure) {
    /** How a figure was found. */
    public enum Kind {
        /** On the front, between two outcomes or on one. */
        INTERPOLATED,
        /** The front's end, which is more than was asked for: the policy's cheapest outcome is better, or its best one cheaper. */
        EDGE,
        /** The front does not get there, and nothing is extrapolated. */
        NOT_REACHED
    }

    static Matched interpolated(double figure) {
        return new Matched(Kind.INTERPOLATED, figure);
    }

    static Matched edge(double figure) {
        return new Matched(Kind.EDGE, figure);
    }

    static Matched notReached() {
        return new Matched(Kind.NOT_REACHED, Double.NaN);
    }

    /** Whether there is a figure. */
    public boolean reached() {
        return kind != Kind.NOT_REACHED;
    }

    /** The figure; empty where it is not reached. */
    public OptionalDouble value() {
        return reached() ? OptionalDouble.of(figure) : OptionalDouble.empty();
    }
}
