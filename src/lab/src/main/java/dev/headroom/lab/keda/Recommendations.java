// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.ArrayDeque;

/** What the HPA would have liked lately, before any damping; the present wish is entered as it is judged. */
final class Recommendations {
    private record Recommendation(double at, int replicas) {}

    private final double upSeconds;
    private final double downSeconds;
    private final ArrayDeque<Recommendation> recent = new ArrayDeque<>();
    private boolean begun;

    Recommendations(HpaBehavior behavior) {
        this.upSeconds = behavior.up().stabilisationSeconds();
        this.downSeconds = behavior.down().stabilisationSeconds();
    }

    /** At its first look the controller takes what it finds for a recommendation. */
    void beginAt(int replicas, double now) {
        if (!begun) {
            recent.add(new Recommendation(now, replicas));
            begun = true;
        }
    }

    /** With a behavior: the least of the span upward and the highest of the span downward fence what there is. */
    int stabilised(int proposed, int replicas, double now) {
        int least = proposed;
        int highest = proposed;
        for (Recommendation old : recent) {
            least = old.at() > now - upSeconds ? Math.min(least, old.replicas()) : least;
            highest = old.at() > now - downSeconds ? Math.max(highest, old.replicas()) : highest;
        }
        enter(proposed, now);
        return Math.min(highest, Math.max(least, replicas));
    }

    /** Without a behavior: the highest of the span, even above what there is. */
    int highest(int proposed, double now) {
        int highest = proposed;
        for (Recommendation old : recent) {
            highest = old.at() > now - downSeconds ? Math.max(highest, old.replicas()) : highest;
        }
        enter(proposed, now);
        return highest;
    }

    private void enter(int proposed, double now) {
        recent.removeIf(old -> old.at() <= now - Math.max(upSeconds, downSeconds));
        recent.add(new Recommendation(now, proposed));
    }
}
