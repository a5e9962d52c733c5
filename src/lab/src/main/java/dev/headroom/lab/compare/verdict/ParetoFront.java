// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a policy can be made to do by its knob: the outcomes that no other of its outcomes beats in both cost and attainment.
 * Between two neighbours it is a straight line, which is what running each of them a share of the time comes to; beyond the ends
 * there is nothing.
 *
 * @param points from the cheapest to the best; cost and attainment both rise
 */
public record ParetoFront(List<Point> points) {
    /**
     * One outcome.
     *
     * @param gpuHours cost
     * @param attainment 0 to 1
     */
    public record Point(double gpuHours, double attainment) {
        /** On the line to another outcome, so far on the way. */
        public Point towards(Point other, double share) {
            return new Point(
                    gpuHours + share * (other.gpuHours - gpuHours),
                    attainment + share * (other.attainment - attainment));
        }
    }

    /**
     * A figure read off a front at a given place of the other axis.
     *
     * @param kind how it was found
     * @param figure the value; NaN where it is not reached
     */
    public record Reading(Kind kind, double figure) {
        /** How a figure was found. */
        public enum Kind {
            /** On the front, between two outcomes or on one. */
            INTERPOLATED,
            /** The front's end, which is more than was asked for: the policy's cheapest outcome is better, or its best one cheaper. */
            EDGE,
            /** The front does not get there, and nothing is extrapolated. */
            NOT_REACHED
        }

        static final Reading NOT_REACHED = new Reading(Kind.NOT_REACHED, Double.NaN);

        /** Whether there is a figure. */
        public boolean reached() {
            return kind != Kind.NOT_REACHED;
        }

        /** The figure; empty where it is not reached. */
        public OptionalDouble value() {
            return reached() ? OptionalDouble.of(figure) : OptionalDouble.empty();
        }
    }

    /** Cheapest first; of two equally dear ones the better. */
    private static final Comparator<Point> CHEAPEST_FIRST = Comparator.comparingDouble(Point::gpuHours)
            .thenComparing(Comparator.comparingDouble(Point::attainment).reversed());

    public ParetoFront {
        points = List.copyOf(points);
    }

    /** The front of some outcomes. */
    public static ParetoFront of(Collection<Point> outcomes) {
        List<Point> front = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Point point : outcomes.stream().sorted(CHEAPEST_FIRST).toList()) {
            if (point.attainment() > best) {
                front.add(point);
                best = point.attainment();
            }
        }
        return new ParetoFront(front);
    }

    /** GPU-hours at which an attainment is reached. */
    public Reading costAt(double attainment) {
        for (int right = 0; right < points.size(); right++) {
            Point above = points.get(right);
            if (above.attainment() >= attainment) {
                if (right == 0) {
                    boolean more = above.attainment() > attainment;
                    return new Reading(more ? Reading.Kind.EDGE : Reading.Kind.INTERPOLATED, above.gpuHours());
                }
                Point below = points.get(right - 1);
                double share = (attainment - below.attainment()) / (above.attainment() - below.attainment());
                return new Reading(
                        Reading.Kind.INTERPOLATED, below.towards(above, share).gpuHours());
            }
        }
        return Reading.NOT_REACHED;
    }

    /** The attainment that a cost buys. */
    public Reading attainmentAt(double gpuHours) {
        for (int right = 0; right < points.size(); right++) {
            Point dearer = points.get(right);
            if (dearer.gpuHours() == gpuHours) {
                return new Reading(Reading.Kind.INTERPOLATED, dearer.attainment());
            }
            if (dearer.gpuHours() > gpuHours) {
                if (right == 0) {
                    return Reading.NOT_REACHED;
                }
                Point cheaper = points.get(right - 1);
                double share = (gpuHours - cheaper.gpuHours()) / (dearer.gpuHours() - cheaper.gpuHours());
                return new Reading(
                        Reading.Kind.INTERPOLATED,
                        cheaper.towards(dearer, share).attainment());
            }
        }
        return points.isEmpty()
                ? Reading.NOT_REACHED
                : new Reading(Reading.Kind.EDGE, points.get(points.size() - 1).attainment());
    }
}
