// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * How many requests a replica has in flight, as a request that arrives finds it. A batch gives every sequence a token a step, and
 * the step is longer the more there are: processor sharing whose speed depends on the number. Its stationary distribution is
 * known and depends on the lengths by their mean only (Cohen 1979, Kelly 1979):
 *
 * <pre>{@code p(k) = p(k−1) · λ·S(k)/k,   S(k) = (O−1)·τ(k) + prefill(k)}</pre>
 *
 * with the step time τ(k) of {@link StepState}. Beyond the slots N requests queue, and p falls by λ·S(N)/N each.
 *
 * <p>An arrival is more than one request more: while its prompt is computed, the others stand still. So it counts for τ/d, the
 * mean step over the step that only decodes, and arrivals of dispersion D act as if they had D' = D·(τ/d)². They widen the
 * distribution: each ratio is taken to the power of 1/f, with the f = 1 + (D'−1)/(1+CV²) by which the variance of M/G/∞ grows
 * with its arrivals' (exact for equal and for exponential durations), and with Kingman's f = (D'+CV²)/2 in the queue; CV² is that of
 * answers' lengths.
 */
final class BatchOccupancy {
    /** However evenly requests arrive, they stay for different times. */
    private static final double LEAST_WIDTH = 0.2;

    private final StepState state;
    private final RequestMix mix;
    private final double perMilli;
    private double empty = 1;
    private double weight;
    private double number;
    private double squares;
    private double step;
    private double stepSquares;
    private double waiting;
    private double waitMillis;

    BatchOccupancy(StepState state, RequestMix mix, double perMilli, double slots) {
        this.state = state;
        this.mix = mix;
        this.perMilli = perMilli;
        sum(Math.max(1, Math.floor(slots)));
    }

    private void sum(double most) {
        double likelihood = 1;
        double entered = 0;
        double service = 0;
        double ratio = 0;
        while (entered < most && (ratio >= 1 || likelihood >= Tolerances.NEGLIGIBLE * weight)) {
            entered++;
            state.at(entered);
            service = mix.decodeSteps * state.stepMillis() + state.prefillMillis();
            add(likelihood, entered, state.stepMillis());
            ratio = perMilli * service / entered;
            likelihood *= Math.pow(ratio, 1 / widthOf(state, mix));
            if (likelihood > 1 / Tolerances.NEGLIGIBLE) {
                likelihood *= Tolerances.NEGLIGIBLE;
                scale(Tolerances.NEGLIGIBLE);
            }
        }
        if (entered == most) {
            double queueWidth = Math.max(LEAST_WIDTH, (burst(state, mix) + mix.answerVariation) / 2);
            double falling = Math.pow(Math.min(Tolerances.NEARLY_ALL, ratio), 1 / queueWidth);
            waiting = likelihood / (1 - falling);
            waitMillis = service / entered / (1 - falling);
            add(waiting, entered, state.stepMillis());
        }
    }

    /** The factor f on the variance of the number in flight. */
    static double widthOf(StepState state, RequestMix mix) {
        return Math.max(LEAST_WIDTH, 1 + (burst(state, mix) - 1) / (1 + mix.answerVariation));
    }

    private static double burst(StepState state, RequestMix mix) {
        double stall = state.stepMillis() / state.decodeMillis();
        return mix.dispersionAt(state.promptsPerMilli()) * stall * stall;
    }

    private void add(double share, double inFlight, double stepMillis) {
        weight += share;
        number += share * inFlight;
        squares += share * inFlight * inFlight;
        step += share * stepMillis;
        stepSquares += share * stepMillis * stepMillis;
    }

    private void scale(double factor) {
        empty *= factor;
        weight *= factor;
        number *= factor;
        squares *= factor;
        step *= factor;
        stepSquares *= factor;
    }

    /** Share of requests that arrive at an empty replica. */
    double emptyShare() {
        return empty / weight;
    }

    /** Mean requests in flight, including the new arrival; at most the slots. */
    double mean() {
        return number / weight;
    }

    /** Variance of the same. */
    double variance() {
        return Math.max(0, squares / weight - mean() * mean());
    }

    /** Mean step in ms. */
    double stepMillis() {
        return step / weight;
    }

    /** Variance of the step between arrivals, in ms². */
    double stepVariance() {
        return Math.max(0, stepSquares / weight - stepMillis() * stepMillis());
    }

    /** Share of requests that find no slot free. */
    double waitShare() {
        return waiting / weight;
    }

    /** Mean wait of these for a slot, in ms. */
    double waitMillis() {
        return waitMillis;
    }
}
