// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * How long a prompt waits before its own prefill, by the number of other requests in flight.
 *
 * <p>Where no request is in flight, it does not wait. A prompt that meets a step that only decodes waits for the rest of it: evenly between
 * 0 and the whole. With probability ρ, the share of time in steps that prefill, it waits for the rest of that step, and for steps that
 * earlier prompts fill. Prompts that wait together share steps, so of the queue of one server (M/G/1; Pollaczek and Khinchine's geometric
 * sum of residual services) only u counts, the load if all prefilling steps were full. Prompts that came during the same step make the own
 * step longer by their tokens, a Poisson number of them. Gamma distributions with the same means and variances stand for the sums.
 */
final class PromptWait {
    private final StepState state;
    private final RequestMix mix;
    private final double busy;
    private final double decoding;
    private final double decodeMillis;
    private final double alone;
    private final double decodeMean;
    private final double decodeVariance;
    private final double busyMean;
    private final double busyVariance;
    private final GammaTail sharedTail;
    private final GammaTail busyTail;

    PromptWait(StepState state, RequestMix mix, double emptyShare) {
        this.state = state;
        this.mix = mix;
        this.decodeMillis = state.decodeMillis();
        this.busy = Math.min(Tolerances.NEARLY_ALL, state.prefillShare());
        this.decoding = Math.max(0, 1 - busy - emptyShare);
        double perToken = state.perPromptToken();
        double tokenTime = perToken * mix.promptTokens;
        double tokenSquare = mix.overPrompts(prompt -> squared(perToken * prompt));
        double room = mix.overPrompts(prompt -> Math.max(0, 1 - prompt / state.budget()));
        // Prompts that arrive during the step that this one meets: earlier prompts, and later prompts that find room.
        double duringDecode = state.promptsPerMilli() * decodeMillis * (1 + room) / 2;
        this.alone = Math.exp(-duringDecode);
        double companions = alone < 1 ? duringDecode / (1 - alone) : 0;
        this.decodeMean = decodeMillis / 2 + companions * tokenTime;
        this.decodeVariance = squared(decodeMillis) / 12
                + companions * tokenSquare
                + companions * (duringDecode - companions) * squared(tokenTime);
        Residual residual = residual();
        double duringPrefill = state.promptsPerMilli() * residual.mean() * (1 + room);
        double again = Math.min(Tolerances.NEARLY_ALL, state.fullStepShare());
        double more = again / (1 - again);
        this.busyMean = residual.mean() * (1 + more) + duringPrefill * tokenTime;
        this.busyVariance = residual.variance() * (1 + more)
                + more / (1 - again) * squared(residual.mean())
                + duringPrefill * tokenSquare;
        this.sharedTail = new GammaTail(decodeMean, decodeVariance);
        this.busyTail = new GammaTail(busyMean, busyVariance);
    }

    /**
     * The rest of a block of prefilling steps when a request arrives.
     *
     * @param mean in ms
     * @param variance in ms²
     */
    private record Residual(double mean, double variance) {}

    private Residual residual() {
        double step = state.decodeMillis() + state.mixedExtra();
        double perToken = state.perPromptToken();
        double others = perToken * mix.promptTokens * (state.promptsPerMixedStep() - 1);
        double first = 0;
        double second = 0;
        double third = 0;
        for (int i = 0; i < mix.prompts(); i++) {
            double prompt = mix.prompt(i);
            double block = state.chunksOf(prompt) * step + perToken * prompt + others;
            double share = RequestMix.share(i, mix.prompts());
            first += share * block;
            second += share * block * block;
            third += share * block * block * block;
        }
        double mean = second / (2 * first);
        return new Residual(mean, third / (3 * first) - mean * mean);
    }

    /** The steps at this number in flight. */
    StepState state() {
        return state;
    }

    /**
     * The probability that the first token of a prompt takes longer.
     *
     * @param promptTokens to compute
     * @param millis from arrival to first token, without a wait for a slot
     */
    double beyond(double promptTokens, double millis) {
        double wait = millis - state.prefillMillis(promptTokens);
        if (wait < 0) {
            return 1;
        }
        double unshared = Math.max(0, 1 - wait / decodeMillis);
        double shared = alone < 1 ? sharedTail.beyond(wait) : 0;
        double behindPrompts = busyTail.beyond(wait);
        return decoding * (alone * unshared + (1 - alone) * shared) + busy * behindPrompts;
    }

    /** Mean wait, and the cost of other prompts in the own steps. */
    double waitMean() {
        return decoding * (alone * decodeMillis / 2 + (1 - alone) * decodeMean) + busy * busyMean;
    }

    /** Mean time to first token over prompts, without a wait for a slot. */
    double mean() {
        return waitMean() + state.prefillMillis();
    }

    /** Mean of the square of the time to first token, without a wait for a slot. */
    double squares() {
        double wait =
                decoding * (alone * squared(decodeMillis) / 3 + (1 - alone) * (decodeVariance + squared(decodeMean)))
                        + busy * (busyVariance + squared(busyMean));
        double own = mix.overPrompts(prompt -> squared(state.prefillMillis(prompt)));
        return wait + 2 * waitMean() * state.prefillMillis() + own;
    }

    private static double squared(double value) {
        return value * value;
    }
}
