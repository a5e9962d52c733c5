// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.ArrayDeque;

/** Values of the last so many seconds, each with its time; times only rise. */
final class RecentValues {
    private record Timed(double at, double value) {}

    private final double seconds;
    private final ArrayDeque<Timed> values = new ArrayDeque<>();

    RecentValues(double seconds) {
        this.seconds = seconds;
    }

    void add(double now, double value) {
        values.addLast(new Timed(now, value));
        while (values.getFirst().at() < now - seconds) {
            values.removeFirst();
        }
    }

    /** Of all that are kept; 0 where there are none. */
    double most() {
        return values.stream().mapToDouble(Timed::value).max().orElse(0);
    }

    /** Of all that are kept; 0 where there are none. */
    double mean() {
        return values.stream().mapToDouble(Timed::value).average().orElse(0);
    }

    /** How long ago the oldest came; 0 where there are none. */
    double reach(double now) {
        return values.isEmpty() ? 0 : now - values.getFirst().at();
    }
}
