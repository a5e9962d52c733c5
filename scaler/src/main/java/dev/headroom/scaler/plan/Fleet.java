// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What so many replicas carry where they may run on different hardware. One more runs where a new replica is expected; one fewer may
 * be the fastest, for nobody knows which one goes.
 *
 * @param next requests per second that a new replica carries; above 0
 * @param ready what each replica carries that is ready on hardware which is known, the slowest first
 */
record Fleet(double next, List<Double> ready) {
    Fleet {
        ready = ready.stream().sorted(Comparator.naturalOrder()).toList();
    }

    /** All alike. */
    static Fleet alike(double each) {
        return new Fleet(each, List.of());
    }

    /** Replicas on some classes of hardware. */
    static final class Builder {
        private final List<Double> ready = new ArrayList<>();

        void add(int replicas, double each) {
            for (int i = 0; i < replicas; i++) {
                ready.add(each);
            }
        }

        Fleet build(double next) {
            boolean alike = ready.stream().allMatch(rate -> rate == next);
            return new Fleet(next, alike ? List.of() : ready);
        }
    }

    /** Replicas that carry a rate, rounded up. */
    int replicasFor(double requestsPerSecond) {
        double left = requestsPerSecond;
        int replicas = 0;
        for (double rate : ready) {
            if (left <= 0) {
                return replicas;
            }
            left -= rate;
            replicas++;
        }
        return replicas + Requirement.replicasFor(Math.max(0, left), next);
    }

    /** What those carry that are ready, as people say it. */
    String sentence() {
        return String.format(Locale.ROOT, "%.2f to %.2f requests/s each", ready.get(0), ready.get(ready.size() - 1));
    }
}
