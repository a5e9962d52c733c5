// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What a policy can be made to do by its knob: the outcomes that no other of its outcomes beats in both cost and attainment.
 * Between two neighbours it is a straight line, which is what running each of them a share of the time comes to; beyond the ends
 * there is nothing.
 */
public final class ParetoFront {
    /**
     * One outcome.
     *
     * @param gpuHours cost
     * @param attainment 0 to 1
     */
    public record Point(double gpuHours, double attainment) {}

    /** Cheapest first; of two equally dear ones the better. */
    private static final Comparator<Point> CHEAPEST_FIRST = Comparator.comparingDouble(Point::gpuHours)
            .thenComparing(Comparator.comparingDouble(Point::attainment).reversed());

    private final List<Point> points;

    private ParetoFront(List<Point> points) {
        this.points = List.copyOf(points);
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

    /** From the cheapest to the best; cost and attainment both rise. */
    public List<Point> points() {
        return points;
    }

    /** GPU-hours at which an attainment is reached. */
    public Matched costAt(double attainment) {
        for (int right = 0; right < points.size(); right++) {
            Point above = points.get(right);
            if (above.attainment() >= attainment) {
                if (right == 0) {
                    return above.attainment() > attainment
                            ? Matched.edge(above.gpuHours())
                            : Matched.interpolated(above.gpuHours());
                }
                Point below = points.get(right - 1);
                double share = (attainment - below.attainment()) / (above.attainment() - below.attainment());
                return Matched.interpolated(below.gpuHours() + share * (above.gpuHours() - below.gpuHours()));
            }
        }
        return Matched.notReached();
    }

    /** The attainment that a cost buys. */
    public Matched attainmentAt(double gpuHours) {
        for (int right = 0; right < points.size(); right++) {
            Point dearer = points.get(right);
            if (dearer.gpuHours() == gpuHours) {
                return Matched.interpolated(dearer.attainment());
            }
            if (dearer.gpuHours() > gpuHours) {
                if (right == 0) {
                    return Matched.notReached();
                }
                Point cheaper = points.get(right - 1);
                double share = (gpuHours - cheaper.gpuHours()) / (dearer.gpuHours() - cheaper.gpuHours());
                return Matched.interpolated(
                        cheaper.attainment() + share * (dearer.attainment() - cheaper.attainment()));
            }
        }
        return points.isEmpty()
                ? Matched.notReached()
                : Matched.edge(points.get(points.size() - 1).attainment());
    }
}
