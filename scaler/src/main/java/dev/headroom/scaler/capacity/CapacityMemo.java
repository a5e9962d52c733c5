// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A model that is asked about shapes on a grid ({@link ShapeGrid}), and remembers its last answers: shapes that hardly differ have
 * the same capacity, and a workload that hardly changes costs nothing. Forgetting changes no answer, so that all of them are
 * functions of their arguments alone. Steady shapes are not put on the grid. Any number of threads may ask.
 */
final class CapacityMemo implements CapacityModel {
    /** Objectives, ceiling and saturation of a workload, over a few dozen changes of its shape. */
    private static final int MOST = 256;

    private final CapacityModel model;
    private final Map<Question, CapacityVerdict> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, CapacityVerdict> eldest) {
            return size() > MOST;
        }
    };

    CapacityMemo(CapacityModel model) {
        this.model = model;
    }

    private record Question(TrafficShape shape, Optional<Objective> objective, OptionalInt ceiling) {}

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective) {
        TrafficShape near = ShapeGrid.nearest(shape);
        Question question = new Question(near, Optional.of(objective), OptionalInt.empty());
        return remembered(question, () -> model.capacityFor(near, objective));
    }

    @Override
    public ReplicaCapacity saturation(TrafficShape shape) {
        TrafficShape near = ShapeGrid.nearest(shape);
        Question question = new Question(near, Optional.empty(), OptionalInt.empty());
        return (ReplicaCapacity) remembered(question, () -> model.saturation(near));
    }

    @Override
    public ReplicaCapacity underCeiling(TrafficShape shape, int perReplica) {
        TrafficShape near = ShapeGrid.nearest(shape);
        Question question = new Question(near, Optional.empty(), OptionalInt.of(perReplica));
        return (ReplicaCapacity) remembered(question, () -> model.underCeiling(near, perReplica));
    }

    @Override
    public Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond) {
        return model.latencyAt(ShapeGrid.nearest(shape), requestsPerSecond);
    }

    @Override
    public OptionalDouble percentileAt(TrafficShape shape, double requestsPerSecond, Signal signal, double percentile) {
        return model.percentileAt(ShapeGrid.nearest(shape), requestsPerSecond, signal, percentile);
    }

    @Override
    public String word() {
        return model.word();
    }

    @Override
    public boolean knows(Signal signal) {
        return model.knows(signal);
    }

    @Override
    public Optional<String> caution(TrafficShape shape) {
        return model.caution(shape);
    }

    private CapacityVerdict remembered(Question question, Supplier<CapacityVerdict> answer) {
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
