// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The models of many profiles, which remember together what they were asked last, from one turn to the next and for all workloads:
 * equal replicas are equal whosever they are. Forgetting changes no answer, so all of them are functions of their arguments alone,
 * as if made by {@link CapacityModel#of}. Any number of threads may ask.
 */
public final class CapacityModels {
    /** Objectives, ceiling and saturation of a thousand workloads on three classes of hardware; some 400 bytes each. */
    private static final int MOST = 16_384;

    private final Map<Question, CapacityVerdict> known;

    /** Remembers nothing yet. */
    public CapacityModels() {
        this(MOST);
    }

    /**
     * Remembers nothing yet.
     *
     * @param most answers that are remembered; above 0
     */
    CapacityModels(int most) {
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, CapacityVerdict> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * What an answer depends on.
     *
     * @param shape on the grid
     * @param objective empty where the question is for the saturation, or for a ceiling
     * @param ceiling requests in flight; empty for all other questions
     * @param atMost where the search for an objective begins; empty where that is the saturation
     */
    record Question(
            Performance performance,
            ServingProfile.EngineLimits engine,
            TrafficShape shape,
            Optional<Objective> objective,
            OptionalInt ceiling,
            Optional<ReplicaCapacity> atMost) {}

    /** The model that fits what the profile knows. */
    public CapacityModel of(ServingProfile profile) {
        return profile.performance()
                .fold(
                        table -> new MeasuredTableModel(table, profile.engine()),
                        coefficients -> new CapacityMemo(coefficients, profile.engine(), this));
    }

    /** What was answered before, else the answer. */
    CapacityVerdict remembered(Question question, Supplier<CapacityVerdict> answer) {
        synchronized (known) {
            CapacityVerdict before = known.get(question);
            if (before != null) {
                return before;
            }
        }
        // Two threads may work out the same answer; better than that one waits for another's question.
        CapacityVerdict found = answer.get();
        synchronized (known) {
            known.put(question, found);
        }
        return found;
    }
}
