// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Predicts a continuous-batching engine from the coefficients of its step time; {@link StepTimeEngine} holds the formulas of
 * the steady state, this class the percentiles.
 *
 * <ul>
 *   <li>ITL at a percentile is the ITL at the percentile of the number in flight: that number itself under steady arrivals,
 *       else Poisson's.
 *   <li>TTFT = wait for the running step + wait for earlier prompts + own prefill. The first is uniform over a step, met
 *       when the engine is busy. The second has Kingman's mean with an exponential tail, P(W &gt; t) = ρ_p·e^(−t·ρ_p/W̄),
 *       W̄ = ρ_p/(1−ρ_p) · CV²/2 · S, ρ_p = share of engine time in steps that prefill, S = that time per request, CV² of
 *       arrivals 1 (Poisson) or 0 (steady); prompts are taken as equally long.
 *   <li>E2E = TTFT at the percentile + (O − 1) · ITL at the percentile, with the mean O: the distribution of output lengths
 *       is not part of the shape yet.
 * </ul>
 */
public final class StepTimeModel implements CapacityModel {
    private static final String SATURATION = "saturation";
    private static final double MILLIS = 1000;

    /** Where more in flight costs less of the rate than this, the limit on them is what binds; relative. */
    private static final double FLAT = 0.02;

    /** Requests in flight on a replica that is all but idle. */
    private static final double IDLE = 1e-6;

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
        StepTimeEngine steps = stepsOf(shape);
        double percentile = objective.percentile();
        DoubleUnaryOperator latency = inFlight -> latencyMillis(steps, shape, objective, inFlight) / MILLIS;
        double best = latency.applyAsDouble(IDLE);
        if (best > objective.limitSeconds()) {
            return new Infeasible(objective, infeasibleBecause(objective, best));
        }
        double bound = isSteady(shape)
                ? mostInFlight(shape)
                : MonotoneCurve.largestWithin(
                        mean -> PoissonConcurrency.percentileOf(mean, percentile),
                        mostInFlight(shape),
                        IDLE,
                        mostInFlight(shape));
        double within = MonotoneCurve.largestWithin(latency, objective.limitSeconds(), IDLE, bound);
        return fastestUpTo(steps, within, within < bound ? objective.signal().word() : boundWord(shape));
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
        StepTimeEngine steps = stepsOf(shape);
        double inFlight = MonotoneCurve.largestWithin(
                candidate -> steps.at(candidate).requestsPerSecond(), requestsPerSecond, 0, most.concurrency());
        StepTimeEngine.Load load = steps.at(inFlight);
        double ttft = load.stepMillis() * busyShare(load) / 2 + queueMean(shape, load) + load.prefillMillis();
        double endToEnd = ttft + Math.max(0, shape.outputTokens() - 1) * load.stepMillis();
        return Optional.of(
                new ExpectedLatency(ttft / MILLIS, load.stepMillis() / MILLIS, endToEnd / MILLIS, load.inFlight()));
    }

    @Override
    public String word() {
        return "step-time";
    }

    private StepTimeEngine stepsOf(TrafficShape shape) {
        return new StepTimeEngine(coefficients, engine.chunkTokens(), shape);
    }

    private double latencyMillis(StepTimeEngine steps, TrafficShape shape, Objective objective, double inFlight) {
        double percentile = objective.percentile();
        StepTimeEngine.Load load = steps.at(inFlight);
        double itl = isSteady(shape)
                ? load.stepMillis()
                : steps.at(PoissonConcurrency.percentileOf(inFlight, percentile))
                        .stepMillis();
        double missed = 1 - percentile / 100;
        double ttft = stepWait(load, missed) + queueWait(shape, load, missed) + load.prefillMillis();
        return switch (objective.signal()) {
            case ITL -> itl;
            case TTFT -> ttft;
            case E2E -> ttft + Math.max(0, shape.outputTokens() - 1) * itl;
        };
    }

    private static double stepWait(StepTimeEngine.Load load, double missed) {
        return load.stepMillis() * Math.max(0, 1 - missed / busyShare(load));
    }

    private static double queueWait(TrafficShape shape, StepTimeEngine.Load load, double missed) {
        double share = load.prefillShare();
        if (isSteady(shape) || share <= missed) {
            return 0;
        }
        return share >= 1 ? Double.POSITIVE_INFINITY : queueMean(shape, load) / share * Math.log(share / missed);
    }

    private static double queueMean(TrafficShape shape, StepTimeEngine.Load load) {
        if (isSteady(shape)) {
            return 0;
        }
        double share = load.prefillShare();
        return share >= 1 ? Double.POSITIVE_INFINITY : share / (1 - share) * load.prefillServiceMillis() / 2;
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
                : (double) engine.kvTokens().getAsLong()
                        / StepTimeEngine.meanContext(shape.inputTokens(), shape.outputTokens());
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
                "%s cannot be met at any number of replicas: the best possible, alone on a replica, is %s",
                objective,
                Durations.format(rounded));
    }
}
