// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalDouble;

/**
 * How many replicas somebody else's autoscaler wants. A law that remembers says so; the same sights in the same order always bring
 * the same decisions.
 */
public interface Baseline {
    /** Asked at the rhythm of its controller, or of the HPA's syncs. */
    Decision decide(Sight sight);

    /** The present value of its own recording rule, for those that have one. */
    default OptionalDouble rule(Sight sight) {
        return OptionalDouble.empty();
    }
}
