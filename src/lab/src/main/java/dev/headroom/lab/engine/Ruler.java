// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/** Finds the mark before a place within a few steps: engines ask for two with each of their steps. */
final class Ruler {
    /** So many even parts, each of which knows the mark at or before its begin; more would not fit the fastest cache. */
    private static final int PARTS = 512;

    private final double[] marks;
    private final int[] markBefore = new int[PARTS];
    private final double first;
    private final double partsPerUnit;

    /** On ascending marks, at least two; not copied. */
    Ruler(double[] marks) {
        this.marks = marks;
        this.first = marks[0];
        this.partsPerUnit = PARTS / (marks[marks.length - 1] - first);
        int mark = 0;
        for (int part = 0; part < PARTS; part++) {
            double begin = first + part / partsPerUnit;
            while (mark < marks.length - 2 && marks[mark + 1] <= begin) {
                mark++;
            }
            markBefore[part] = mark;
        }
    }

    /** The mark at or before a place, but never the last one; the first where there is none before. */
    int cell(double place) {
        int part = (int) ((place - first) * partsPerUnit);
        int mark = markBefore[Math.max(0, Math.min(PARTS - 1, part))];
        // Rounding may have put the place into the part after its own.
        while (mark > 0 && marks[mark] > place) {
            mark--;
        }
        while (mark < marks.length - 2 && marks[mark + 1] <= place) {
            mark++;
        }
        return mark;
    }
}
