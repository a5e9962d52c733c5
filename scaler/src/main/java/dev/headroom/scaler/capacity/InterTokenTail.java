// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * How the mean step of a request, its ITL, differs between requests that decode for s steps. Its mean is τ̄ and a little more: the
 * prompts that came while its own was computed are computed while it decodes. Its variance has three parts:
 *
 * <pre>{@code g·Var τ + λ·τ̄·E[X²]·D/((1−ρ)²·s) + g·λ·τ̄·X̄·τ'·D/(1−ρ)²}</pre>
 *
 * <ul>
 *   <li>Numbers in flight differ from request to request and change while it runs. The remaining share of their variance is
 *       g = 2(θ − 1 + e^(−θ))/θ², θ = its duration over the time A in which numbers are forgotten. A = T̄·(2 + CV²)/3 matches
 *       requests of equal and of exponential durations, and grows as the queue's own slowness makes numbers last.
 *   <li>It meets prompts by chance, and each takes X ms of the engine's time. That is compound Poisson, prompts that come while prompts are
 *       computed included (ρ = λ·X̄).
 *   <li>An arriving request slows it twice, by its prompt and by being one more (τ' = dτ/dn): their covariance.
 * </ul>
 *
 * <p>A gamma distribution above the idle step stands for the whole.
 */
final class InterTokenTail {
    private final double idleStep;
    private final double step;
    private final double slowVariance;
    private final double interference;
    private final double exposed;
    private final double behind;
    private final double memoryMillis;

    /**
     * The tail at the mean number in flight.
     *
     * @param waitMillis mean wait of a prompt before its own prefill
     */
    InterTokenTail(StepState state, BatchOccupancy occupancy, RequestMix mix, double idleStep, double waitMillis) {
        this.idleStep = idleStep;
        this.step = occupancy.stepMillis();
        double mixed = state.sharing() * state.mixedExtra();
        double first = mix.overPrompts(prompt -> state.chunksOf(prompt) * mixed + state.perPromptToken() * prompt);
        double second = mix.overPrompts(
                prompt -> Math.pow(state.chunksOf(prompt) * mixed + state.perPromptToken() * prompt, 2));
        double perMilli = state.promptsPerMilli();
        double rest = Math.max(Tolerances.LEAST, 1 - perMilli * first);
        double met = perMilli * step * mix.dispersionAt(perMilli) / (rest * rest);
        double numbers = Math.max(Tolerances.NEGLIGIBLE, occupancy.variance());
        this.interference = met * second;
        this.slowVariance = occupancy.stepVariance() + met * first * Math.sqrt(occupancy.stepVariance() / numbers);
        // Prompts that leave no room in a step stay behind the requests in front of them; short ones join those.
        double unshared = Math.min(1, mix.promptTokens / state.budget());
        this.exposed = Math.max(0, state.prefillMillis() + waitMillis * unshared - step);
        this.behind = perMilli * first / rest * exposed;
        double others = Math.max(Tolerances.NEGLIGIBLE, occupancy.mean() - 1);
        double lasting = Math.max(1, numbers / others / BatchOccupancy.widthOf(state, mix));
        double duration = mix.decodeSteps * step + state.prefillMillis();
        this.memoryMillis = duration * (2 + mix.answerVariation) / 3 * lasting;
    }

    /**
     * Mean step of requests that decode for {@code steps} steps, in ms.
     *
     * @param steps above 0
     */
    double mean(double steps) {
        return step + behind / steps;
    }

    /** Its variance between such requests, in ms². */
    double variance(double steps) {
        double theta = steps * step / memoryMillis;
        double remains = theta < Tolerances.CLOSE ? 1 : 2 * (theta - 1 + Math.exp(-theta)) / (theta * theta);
        return slowVariance * remains + interference / steps * (1 + exposed / (steps * step));
    }

    /** The probability that the mean step of such a request takes longer. */
    double beyond(double steps, double millis) {
        return GammaTail.beyond(millis - idleStep, mean(steps) - idleStep, variance(steps));
    }
}
