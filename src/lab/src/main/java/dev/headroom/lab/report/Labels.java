// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps labels of one column apart. */
final class Labels {
    /** A label that wishes to stand at a height. */
    record Label(String text, String style, Svg.Spot of) {}

    /** A label and the height it was given. */
    record Placed(Label label, double y) {}

    private Labels() {}

    /** Moves labels down, then up, until none is nearer to the next than the gap and all are between top and bottom, if they fit. */
    static List<Placed> apart(List<Label> labels, double gap, double top, double bottom) {
        List<Label> sorted = labels.stream()
                .sorted(Comparator.comparingDouble(label -> label.of().y()))
                .toList();
        double[] heights = new double[sorted.size()];
        double next = top;
        for (int index = 0; index < heights.length; index++) {
            heights[index] = Math.max(next, sorted.get(index).of().y());
            next = heights[index] + gap;
        }
        double limit = bottom;
        for (int index = heights.length - 1; index >= 0; index--) {
            heights[index] = Math.min(limit, heights[index]);
            limit = heights[index] - gap;
        }
        List<Placed> placed = new ArrayList<>();
        for (int index = 0; index < heights.length; index++) {
            placed.add(new Placed(sorted.get(index), heights[index]));
        }
        return placed;
    }
}
