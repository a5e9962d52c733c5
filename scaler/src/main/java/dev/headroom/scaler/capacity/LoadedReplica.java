// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Signal;

/**
 * The latencies of a shape's requests on a replica that receives them at a rate by chance, in bursts or not. They are given as the
 * probability that a request exceeds a latency, over all lengths.
 *
 * <ul>
 *   <li>ITL of a request with O tokens: {@link InterTokenTail} of O − 1 steps.
 *   <li>TTFT: {@link PromptWait} and the prompt's own prefill, at three numbers in flight (Gauss and Hermite's) and in bursts at as
 *       many rates, and where no slot is free an exponential wait for one, as in M/M/c.
 *   <li>E2E of a request with O tokens: the sum of TTFT and (O − 1)·ITL, taken as independent of each other: the length of the
 *       answer decides.
 * </ul>
 *
 * <p>Prompts and answers are taken as independent in length, and requests to reach the replica as they reach the fleet, thinned by chance.
 * A router that knows how busy replicas are spreads them more evenly, so the model errs towards more replicas. A router that sends replicas
 * different amounts on average is not modelled.
 */
final class LoadedReplica {
    /** Gauss and Hermite's three points: standard deviations from the mean, and their weights. */
    private static final double[] POINTS = {-Math.sqrt(3), 0, Math.sqrt(3)};

    private static final double[] WEIGHTS = {1 / 6.0, 2 / 3.0, 1 / 6.0};

    private final RequestMix mix;
    private final BatchOccupancy occupancy;
    private final InterTokenTail interToken;
    private final double idleStep;
    private final PromptWait[] waits = new PromptWait[POINTS.length];
    private final double[] weights = new double[POINTS.length];
    private final double servedMean;
    private final double ttftMean;
    private final double ttftVariance;

    /**
     * The replica under a load.
     *
     * @param slots most requests in flight
     * @param requestsPerSecond above 0
     */
    LoadedReplica(
            Performance.StepTime coefficients,
            ServingProfile.EngineLimits engine,
            RequestMix mix,
            double slots,
            double requestsPerSecond) {
        this.mix = mix;
        this.idleStep = coefficients.base();
        double perMilli = requestsPerSecond / Durations.MILLIS;
        this.occupancy = new BatchOccupancy(
                new StepState(coefficients, engine.chunkTokens(), mix, perMilli), mix, perMilli, slots);
        double deviation = Math.sqrt(occupancy.variance());
        double mean = 0;
        double square = 0;
        double met = 0;
        for (int i = 0; i < POINTS.length; i++) {
            // In a burst both are high, the rate and the number in flight, and there are more requests to feel it.
            double factor = Math.max(Tolerances.LEAST, 1 + POINTS[i] * mix.rateVariation());
            StepState state = new StepState(coefficients, engine.chunkTokens(), mix, perMilli * factor);
            state.at(Math.max(0, Math.min(slots, concurrency() + POINTS[i] * deviation)));
            waits[i] = new PromptWait(state, mix, occupancy.emptyShare());
            weights[i] = WEIGHTS[i] * factor;
            met += weights[i];
        }
        for (int i = 0; i < POINTS.length; i++) {
            weights[i] /= met;
            mean += weights[i] * waits[i].mean();
            square += weights[i] * waits[i].squares();
        }
        StepState middle = new StepState(coefficients, engine.chunkTokens(), mix, perMilli);
        middle.at(occupancy.mean());
        this.interToken = new InterTokenTail(middle, occupancy, mix, idleStep, waits[POINTS.length / 2].waitMean());
        double slotMean = occupancy.waitShare() * occupancy.waitMillis();
        this.servedMean = mean;
        this.ttftMean = mean + slotMean;
        // An exponential wait's mean square is twice its squared mean.
        this.ttftVariance = Math.max(0, square - mean * mean) + slotMean * (2 * occupancy.waitMillis() - slotMean);
    }

    /** Mean number in flight. */
    double concurrency() {
        return occupancy.mean() - 1;
    }

    /** The mean over requests, in seconds. */
    double meanSeconds(Signal signal) {
        return switch (signal) {
            case ITL -> occupancy.stepMillis() / Durations.MILLIS;
            case TTFT -> ttftMean / Durations.MILLIS;
            case E2E -> (ttftMean + mix.decodeSteps * occupancy.stepMillis()) / Durations.MILLIS;
        };
    }

    /** The probability that a request exceeds a latency. */
    double beyond(Signal signal, double seconds) {
        return switch (signal) {
            case ITL -> interTokenBeyond(seconds * Durations.MILLIS);
            case TTFT -> firstTokenBeyond(seconds * Durations.MILLIS);
            case E2E -> endToEndBeyond(seconds * Durations.MILLIS);
        };
    }

    private double interTokenBeyond(double millis) {
        double beyond = 0;
        double counted = 0;
        for (int i = 0; i < mix.answers(); i++) {
            double steps = mix.answer(i) - 1;
            // A single token has no time between tokens.
            if (steps >= 1) {
                double share = RequestMix.share(i, mix.answers());
                counted += share;
                beyond += share * interToken.beyond(steps, millis);
            }
        }
        return counted > 0 ? beyond / counted : interToken.beyond(1, millis);
    }

    private double firstTokenBeyond(double millis) {
        double beyond = 0;
        for (int i = 0; i < mix.prompts(); i++) {
            double share = RequestMix.share(i, mix.prompts());
            for (int point = 0; point < POINTS.length; point++) {
                beyond += share * weights[point] * waits[point].beyond(mix.prompt(i), millis);
            }
        }
        double waiting = occupancy.waitShare();
        double forSlot =
                waiting > 0 ? waiting * Math.exp(-Math.max(0, millis - servedMean) / occupancy.waitMillis()) : 0;
        return Math.min(1, beyond * (1 - waiting) + forSlot);
    }

    private double endToEndBeyond(double millis) {
        double beyond = 0;
        for (int i = 0; i < mix.answers(); i++) {
            double steps = Math.max(0, mix.answer(i) - 1);
            double mean = ttftMean;
            double variance = ttftVariance;
            if (steps > 0) {
                mean += steps * (interToken.mean(steps) - idleStep);
                variance += steps * steps * interToken.variance(steps);
            }
            beyond += RequestMix.share(i, mix.answers()) * GammaTail.beyond(millis - steps * idleStep, mean, variance);
        }
        return beyond;
    }
}
