// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * The steps of a replica with a number of requests in flight and prompts that arrive at a rate. With decode step d, extra m of a step that
 * also prefills, prompts of I tokens at λ, and B tokens of a step left for prompts, a step takes on average
 *
 * <pre>{@code τ = d + φ·m + λ·τ·p·I,   φ = max(λ·τ·I/B, 1 − e^(−λ·τ·k1))}</pre>
 *
 * where k1 is the mean number of steps that a prompt needs alone and φ the share of steps that prefill; τ is the smallest
 * solution. Mutable: {@link #at} moves it; one thread.
 */
final class StepState {
    /** Newton's steps from the solution for one request less, and from any other; each squares the error. */
    private static final int ROUNDS_OF_NEXT = 1;

    private static final int ROUNDS = 2;

    /** Chunk counts hardly change while the number in flight grows by less than this. */
    private static final double CHUNKS_HOLD = 1.05;

    private final Performance.StepTime coefficients;
    private final RequestMix mix;
    private final double perMilli;
    private final double chunkTokens;
    private final double promptMillis;

    private double budget;
    private double chunks;
    private double decodeMillis;
    private double mixedExtra;
    private double stepMillis;
    private double chunksUntil = -1;
    private double inFlightBefore = -1;

    StepState(Performance.StepTime coefficients, int chunkTokens, RequestMix mix, double perMilli) {
        this.coefficients = coefficients;
        this.chunkTokens = chunkTokens;
        this.mix = mix;
        this.perMilli = perMilli;
        this.promptMillis = coefficients.perPrefillToken() * mix.promptTokens;
        this.stepMillis = coefficients.base();
    }

    /** Moves to {@code inFlight} requests in flight; 0 or more. */
    void at(double inFlight) {
        budget = chunkTokens - Math.min(inFlight, chunkTokens - 1);
        if (inFlight > chunksUntil) {
            chunks = mix.overPrompts(this::chunksOf);
            chunksUntil = inFlight * CHUNKS_HOLD;
        }
        double context = inFlight * mix.meanContext;
        decodeMillis =
                coefficients.base() + coefficients.perSequence() * inFlight + coefficients.perContextToken() * context;
        mixedExtra = coefficients.mixedExtra() + coefficients.mixedPerContextToken() * context;
        double prompts = Math.min(Tolerances.NEARLY_ALL, perMilli * promptMillis);
        double alone = perMilli * chunks;
        double tau = Math.max(stepMillis, decodeMillis);
        int rounds = inFlightBefore > 0 && inFlight - inFlightBefore == 1 ? ROUNDS_OF_NEXT : ROUNDS;
        inFlightBefore = inFlight;
        for (int round = 0; round < rounds; round++) {
            double none = Math.exp(-alone * tau);
            double excess = decodeMillis + mixedExtra * (1 - none) - (1 - prompts) * tau;
            double slope = mixedExtra * alone * none - (1 - prompts);
            // Where the slope turns, the solution lies beyond: there all steps prefill.
            tau = slope < 0 ? tau - excess / slope : (decodeMillis + mixedExtra) / (1 - prompts);
        }
        double full = Math.min(Tolerances.NEARLY_ALL, prompts + perMilli * mix.promptTokens / budget * mixedExtra);
        stepMillis = Math.max(decodeMillis, Math.max(tau, decodeMillis / (1 - full)));
    }

    /** Mean step τ, all steps counted. */
    double stepMillis() {
        return stepMillis;
    }

    /** A step that only decodes. */
    double decodeMillis() {
        return decodeMillis;
    }

    /** Extra time of a step that also prefills, without the prompts' tokens. */
    double mixedExtra() {
        return mixedExtra;
    }

    /** Tokens of a step that are left for prompts. */
    double budget() {
        return budget;
    }

    /** Steps that a prompt of {@code promptTokens} tokens needs alone. */
    double chunksOf(double promptTokens) {
        return Math.max(1, Math.ceil(promptTokens / budget));
    }

    /** Own prefill of a prompt of {@code promptTokens} tokens that does not wait. */
    double prefillMillis(double promptTokens) {
        return chunksOf(promptTokens) * (decodeMillis + mixedExtra) + coefficients.perPrefillToken() * promptTokens;
    }

    /** The mean of the same over prompts. */
    double prefillMillis() {
        return chunks * (decodeMillis + mixedExtra) + promptMillis;
    }

    /** Share φ of steps that prefill; 0 to 1. */
    double mixedShare() {
        double perStep = perMilli * stepMillis;
        return Math.min(1, Math.max(perStep * mix.promptTokens / budget, -Math.expm1(-perStep * chunks)));
    }

    /** Share of time in steps that prefill; 0 to 1. */
    double prefillShare() {
        double mixed = mixedShare();
        return Math.min(1, (mixed * (decodeMillis + mixedExtra) + perMilli * stepMillis * promptMillis) / stepMillis);
    }

    /** Mean prompts that a step serves which serves any; a prompt of several steps counts in each as a part. At least 1. */
    double promptsPerMixedStep() {
        double mixed = mixedShare();
        return mixed > 0 ? Math.max(1, perMilli * stepMillis * chunks / mixed) : 1;
    }

    /** Share of time that prompts would take if every step that serves them were full; above 1 beyond saturation. */
    double fullStepShare() {
        return perMilli * (mix.promptTokens / budget * (decodeMillis + mixedExtra) + promptMillis);
    }

    /** Mixed steps per prompt over those it needs alone: prompts that wait together share steps; above 0, at most 1. */
    double sharing() {
        double perStep = perMilli * stepMillis * chunks;
        return perStep > 0 ? Math.min(1, mixedShare() / perStep) : 1;
    }

    /** Prompts per ms. */
    double promptsPerMilli() {
        return perMilli;
    }

    /** Time for one token of a prompt. */
    double perPromptToken() {
        return coefficients.perPrefillToken();
    }
}
