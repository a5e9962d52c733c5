// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.capacity.CapacityModels.Question;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A model of step times that is asked about shapes on a grid ({@link ShapeGrid}), and whose answers {@link CapacityModels}
 * remembers: shapes that hardly differ have the same capacity, and a workload that hardly changes costs nothing. Steady shapes are
 * not put on the grid. Any number of threads may ask.
 */
final class CapacityMemo implements CapacityModel {
    private final Performance.StepTime coefficients;
    private final ServingProfile.EngineLimits engine;
    private final StepTimeModel model;
    private final CapacityModels answers;

    /** Of the shape that was asked about last; threads that see another's find it as good as their own. */
    private volatile Gridded newest;

    CapacityMemo(Performance.StepTime coefficients, ServingProfile.EngineLimits engine, CapacityModels answers) {
        this.coefficients = coefficients;
        this.engine = engine;
        this.model = new StepTimeModel(coefficients, engine);
        this.answers = answers;
        TrafficShape any = new TrafficShape(1, 1, TrafficShape.Arrivals.STEADY);
        this.newest = new Gridded(any, any);
    }

    private record Gridded(TrafficShape shape, TrafficShape near) {}

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective) {
        TrafficShape near = nearest(shape);
        return answers.remembered(
                question(near, Optional.of(objective), OptionalInt.empty()), () -> model.capacityFor(near, objective));
    }

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective, ReplicaCapacity atMost) {
        TrafficShape near = nearest(shape);
        Question question = new Question(
                coefficients, engine, near, Optional.of(objective), OptionalInt.empty(), Optional.of(atMost));
        return answers.remembered(question, () -> model.capacityFor(near, objective, atMost));
    }

    @Override
    public ReplicaCapacity saturation(TrafficShape shape) {
        TrafficShape near = nearest(shape);
        return (ReplicaCapacity)
                answers.remembered(question(near, Optional.empty(), OptionalInt.empty()), () -> model.saturation(near));
    }

    @Override
    public ReplicaCapacity underCeiling(TrafficShape shape, int perReplica) {
        TrafficShape near = nearest(shape);
        return (ReplicaCapacity) answers.remembered(
                question(near, Optional.empty(), OptionalInt.of(perReplica)),
                () -> model.underCeiling(near, perReplica));
    }

    @Override
    public Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond) {
        return model.latencyAt(nearest(shape), requestsPerSecond);
    }

    @Override
    public OptionalDouble percentileAt(TrafficShape shape, double requestsPerSecond, Signal signal, double percentile) {
        return model.percentileAt(nearest(shape), requestsPerSecond, signal, percentile);
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

    private Question question(TrafficShape near, Optional<Objective> objective, OptionalInt ceiling) {
        return new Question(coefficients, engine, near, objective, ceiling, Optional.empty());
    }

    private TrafficShape nearest(TrafficShape shape) {
        Gridded before = newest;
        if (before.shape().equals(shape)) {
            return before.near();
        }
        TrafficShape near = ShapeGrid.nearest(shape);
        newest = new Gridded(shape, near);
        return near;
    }
}
