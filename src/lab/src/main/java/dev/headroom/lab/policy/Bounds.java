// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.policy.law.Decision;

/**
 * Between how many replicas a policy stays. None here goes to zero: what wakes a model up is not what is compared.
 *
 * @param min at least, 1 or more
 * @param max at most
 */
record Bounds(int min, int max) {
    Bounds {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("replicas need 1 <= min <= max, were " + min + " to " + max);
        }
    }

    static Bounds of(SetUp setUp) {
        return new Bounds(Math.max(1, setUp.minReplicas()), setUp.maxReplicas());
    }

    int of(Decision decision, int present) {
        return decision.within(min, max, present);
    }

    int of(double replicas) {
        return Decision.of(replicas, "").within(min, max, min);
    }
}
