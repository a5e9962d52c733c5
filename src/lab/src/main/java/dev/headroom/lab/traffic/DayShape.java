// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** The course of a working day between its low (0) and its high (1), smooth between the hours given. */
final class DayShape {
    /** Hour of day and level: the habits of the public conversation traces, rounded. The last is the first of the next day. */
    private static final double[][] COURSE = {
        {0, 0.45}, {4, 0.0}, {7, 0.20}, {10.5, 0.85}, {13, 0.70}, {16, 0.80}, {20, 1.0}, {24, 0.45}
    };

    private DayShape() {}

    static double share(double hour) {
        int next = 1;
        while (COURSE[next][0] < hour) {
            next++;
        }
        double from = COURSE[next - 1][0];
        double way = (hour - from) / (COURSE[next][0] - from);
        double level = COURSE[next - 1][1];
        // A half cosine: flat at each given hour, so that no hour has a corner.
        return level + (COURSE[next][1] - level) * (1 - Math.cos(Math.PI * way)) / 2;
    }
}
