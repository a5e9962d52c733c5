// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import java.util.OptionalDouble;

/**
 * How many replicas somebody else's autoscaler wants. A law that remembers says so; the same observations in the same order always
 * bring the same recommendations.
 */
@FunctionalInterface
public interface Baseline {
    /** Asked at the rhythm of its controller, or of the HPA's syncs. */
    Recommendation decide(Observation seen);

    /** The present value of its own recording rule, for those that have one. */
    default OptionalDouble rule(Observation seen) {
        return OptionalDouble.empty();
    }

    /** Asks for so many times what this law asks for, before that is rounded. */
    default Baseline times(double factor) {
        Demands.positive("factor", factor);
        return seen -> {
            Recommendation wanted = decide(seen);
            return wanted.replicas().isEmpty()
                    ? wanted
                    : Recommendation.of(wanted.replicas().getAsDouble() * factor, wanted.because());
        };
    }
}
