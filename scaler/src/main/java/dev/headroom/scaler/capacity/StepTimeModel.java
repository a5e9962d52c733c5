// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Predicts a continuous-batching engine from the coefficients of its step time; {@link StepTimeEngine} holds the formulas of the steady
 * state, this class their consequences for objectives.
 *
 * <p>Where requests arrive by chance, the capacity is the rate at which the objective's percentile just meets the limit
 * ({@link LoadedReplica}). Where they are steady, the number in flight is constant, no prompt waits for another, and only the wait for the
 * running step varies. It is uniform over a step, met when the engine is busy.
 */
public final class StepTimeModel implements CapacityModel {
    private static final String SATURATION = "saturation";
    /** Where a larger number in flight costs less of the rate than this, the limit on it binds; relative. */
    private static final double FLAT = 0.02;

    private final Performance.StepTime coefficients;
    private final ServingProfile.EngineLimits engine;

    /**
     * Makes the model.
     *
     * @param coefficients of the engine's step time
     * @param engine limits of its scheduler
     */
    public StepTimeModel(Performance.StepTime coefficients, ServingProfile.EngineLimits engine) {
        this.coefficients = coefficients;
        this.engine = engine;
    }

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective) {
        return isSteady(shape)
                ? steadyCapacity(shape, objective)
                : capacityByChance(shape, objective, saturation(shape));
    }

    @Override
    public CapacityVerdict capacityFor(TrafficShape shape, Objective objective, ReplicaCapacity atMost) {
        return isSteady(shape)
                ? CapacityModel.super.capacityFor(shape, objective, atMost)
                : capacityByChance(shape, objective, atMost);
    }

    @Override
    public ReplicaCapacity saturation(TrafficShape shape) {
        return fastestUpTo(stepsOf(shape), mostInFlight(shape), boundWord(shape));
    }

    @Override
    public ReplicaCapacity underCeiling(TrafficShape shape, int perReplica) {
        return fastestUpTo(stepsOf(shape), Math.min(perReplica, mostInFlight(shape)), ReplicaCapacity.CONCURRENCY);
    }

    /** {@inheritDoc} All are means. */
    @Override
    public Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond) {
        ReplicaCapacity most = saturation(shape);
        if (requestsPerSecond > most.requestsPerSecond()) {
            return Optional.empty();
        }
        if (!isSteady(shape)) {
            LoadedReplica replica = loaded(
                    new RequestMix(shape),
                    shape,
                    Math.max(requestsPerSecond, Tolerances.NEGLIGIBLE * most.requestsPerSecond()));
            return Optional.of(new ExpectedLatency(
                    replica.meanSeconds(Signal.TTFT),
                    replica.meanSeconds(Signal.ITL),
                    replica.meanSeconds(Signal.E2E),
                    replica.concurrency()));
        }
        StepTimeEngine.Load load = steadyLoad(shape, requestsPerSecond, most);
        double ttft = load.stepMillis() * busyShare(load) / 2 + load.prefillMillis();
        double endToEnd = ttft + Math.max(0, shape.outputTokens() - 1) * load.stepMillis();
        return Optional.of(new ExpectedLatency(
                ttft / Durations.MILLIS,
                load.stepMillis() / Durations.MILLIS,
                endToEnd / Durations.MILLIS,
                load.inFlight()));
    }

    @Override
    public OptionalDouble percentileAt(TrafficShape shape, double requestsPerSecond, Signal signal, double percentile) {
        ReplicaCapacity most = saturation(shape);
        if (requestsPerSecond > most.requestsPerSecond()) {
            return OptionalDouble.empty();
        }
        if (isSteady(shape)) {
            StepTimeEngine.Load load = steadyLoad(shape, requestsPerSecond, most);
            return OptionalDouble.of(steadyMillis(load, shape, signal, percentile) / Durations.MILLIS);
        }
        double rate = Math.max(requestsPerSecond, Tolerances.NEGLIGIBLE * most.requestsPerSecond());
        return OptionalDouble.of(LatencyQuantile.of(loaded(new RequestMix(shape), shape, rate), signal, percentile));
    }

    @Override
    public String word() {
        return "step-time";
    }

    private CapacityVerdict capacityByChance(TrafficShape shape, Objective objective, ReplicaCapacity most) {
        double missed = 1 - objective.percentile() / 100;
        double limit = objective.limitSeconds();
        double idleRate = Tolerances.NEGLIGIBLE * most.requestsPerSecond();
        // A request that is alone on a replica meets no others, whatever the pattern of arrivals.
        LoadedReplica idle = loaded(new RequestMix(withoutBursts(shape)), shape, idleRate);
        if (idle.beyond(objective.signal(), limit) > missed) {
            double best = LatencyQuantile.of(idle, objective.signal(), objective.percentile());
            return new Infeasible(objective, infeasibleBecause(objective, best));
        }
        RequestMix mix = new RequestMix(shape);
        DoubleUnaryOperator tooMany = rate -> Math.log(
                Math.max(Tolerances.NEGLIGIBLE, loaded(mix, shape, rate).beyond(objective.signal(), limit)) / missed);
        double rate = MonotoneCurve.lastBelowZero(tooMany, idleRate, most.requestsPerSecond());
        if (rate >= most.requestsPerSecond()) {
            return most;
        }
        double inFlight = loaded(mix, shape, rate).concurrency();
        return new ReplicaCapacity(rate, inFlight, objective.signal().word());
    }

    private CapacityVerdict steadyCapacity(TrafficShape shape, Objective objective) {
        StepTimeEngine steps = stepsOf(shape);
        DoubleUnaryOperator latency = inFlight ->
                steadyMillis(steps.at(inFlight), shape, objective.signal(), objective.percentile()) / Durations.MILLIS;
        double best = latency.applyAsDouble(Tolerances.NEGLIGIBLE);
        if (best > objective.limitSeconds()) {
            return new Infeasible(objective, infeasibleBecause(objective, best));
        }
        double bound = mostInFlight(shape);
        double within = MonotoneCurve.largestWithin(latency, objective.limitSeconds(), Tolerances.NEGLIGIBLE, bound);
        return fastestUpTo(steps, within, within < bound ? objective.signal().word() : boundWord(shape));
    }

    private StepTimeEngine stepsOf(TrafficShape shape) {
        return new StepTimeEngine(coefficients, engine.chunkTokens(), shape);
    }

    private LoadedReplica loaded(RequestMix mix, TrafficShape shape, double requestsPerSecond) {
        return new LoadedReplica(coefficients, engine, mix, mostInFlight(shape), requestsPerSecond);
    }

    private static TrafficShape withoutBursts(TrafficShape shape) {
        return shape.with(new TrafficShape.Spread(
                shape.spread().prompt(), shape.spread().output(), TrafficShape.Spread.NONE.burstSeconds()));
    }

    private StepTimeEngine.Load steadyLoad(TrafficShape shape, double requestsPerSecond, ReplicaCapacity most) {
        StepTimeEngine steps = stepsOf(shape);
        return steps.at(MonotoneCurve.largestWithin(
                candidate -> steps.at(candidate).requestsPerSecond(), requestsPerSecond, 0, most.concurrency()));
    }

    private static double steadyMillis(StepTimeEngine.Load load, TrafficShape shape, Signal signal, double percentile) {
        double missed = 1 - percentile / 100;
        double wait = load.stepMillis() * Math.max(0, 1 - missed / busyShare(load));
        double ttft = wait + load.prefillMillis();
        return switch (signal) {
            case ITL -> load.stepMillis();
            case TTFT -> ttft;
            case E2E -> ttft + Math.max(0, shape.outputTokens() - 1) * load.stepMillis();
        };
    }

    /** The chance that a step is running when a request arrives: that anything is in flight. */
    private static double busyShare(StepTimeEngine.Load load) {
        return Math.max(-Math.expm1(-load.inFlight()), Double.MIN_NORMAL);
    }

    private ReplicaCapacity fastestUpTo(StepTimeEngine steps, double inFlight, String boundBy) {
        DoubleUnaryOperator rate = candidate -> steps.at(candidate).requestsPerSecond();
        double fastest = inFlight;
        double from = 0;
        for (double to : steps.chunkChanges(inFlight)) {
            double peak = MonotoneCurve.peak(rate, from, to);
            fastest = rate.applyAsDouble(peak) > rate.applyAsDouble(fastest) ? peak : fastest;
            from = to;
        }
        double most = rate.applyAsDouble(fastest);
        boolean isFlat = rate.applyAsDouble(inFlight) >= most * (1 - FLAT);
        return new ReplicaCapacity(most, fastest, isFlat ? boundBy : SATURATION);
    }

    private double mostInFlight(TrafficShape shape) {
        return Math.min(engine.maxSequences(), sequencesOfCache(shape));
    }

    private double sequencesOfCache(TrafficShape shape) {
        return engine.kvTokens().isEmpty()
                ? Double.POSITIVE_INFINITY
                : (double) engine.kvTokens().getAsLong() / StepTimeEngine.meanContext(shape);
    }

    private String boundWord(TrafficShape shape) {
        return sequencesOfCache(shape) < engine.maxSequences() ? "kvTokens" : "maxSequences";
    }

    private static boolean isSteady(TrafficShape shape) {
        return shape.arrivals() == TrafficShape.Arrivals.STEADY;
    }

    private static String infeasibleBecause(Objective objective, double best) {
        Duration rounded = Duration.ofNanos(Math.round(best * 1e4) * 100_000);
        return String.format(
                Locale.ROOT,
                "%s cannot be met with any number of replicas: the best possible is %s, for a request alone on a replica",
                objective,
                Durations.format(rounded));
    }
}
