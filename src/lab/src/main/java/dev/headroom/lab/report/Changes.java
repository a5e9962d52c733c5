// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The moments at which another number of replicas was wanted. */
final class Changes {
    /**
     * One of them.
     *
     * @param point at which it was first seen
     * @param from replicas before
     */
    record Change(TimelinePoint point, int from) {
        int size() {
            return Math.abs(point.replicas() - from);
        }

        String text() {
            String moved = Wording.clock(point.timeSeconds()) + "  " + from + " → " + point.replicas();
            return point.reason().isEmpty() ? moved : moved + "  " + point.reason();
        }
    }

    private Changes() {}

    static List<Change> of(List<TimelinePoint> points) {
        List<Change> changes = new ArrayList<>();
        for (int index = 1; index < points.size(); index++) {
            int before = points.get(index - 1).replicas();
            if (points.get(index).replicas() != before) {
                changes.add(new Change(points.get(index), before));
            }
        }
        return changes;
    }

    /** The largest, in order of time; none nearer to a larger one than the gap, so that their marks can be read. */
    static List<Change> foremost(List<Change> changes, int most, double gapSeconds) {
        List<Change> chosen = new ArrayList<>();
        changes.stream()
                .sorted(Comparator.comparingInt(Change::size)
                        .reversed()
                        .thenComparingDouble(change -> change.point().timeSeconds()))
                .forEach(change -> {
                    boolean free = chosen.stream()
                            .allMatch(other -> Math.abs(other.point().timeSeconds()
                                            - change.point().timeSeconds())
                                    >= gapSeconds);
                    if (free && chosen.size() < most) {
                        chosen.add(change);
                    }
                });
        chosen.sort(Comparator.comparingDouble(change -> change.point().timeSeconds()));
        return chosen;
    }
}
