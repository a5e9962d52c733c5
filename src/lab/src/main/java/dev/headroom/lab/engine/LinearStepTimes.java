// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * Straight lines: {@code base + perSequence·n + perContextToken·C} milliseconds when a step only decodes, and
 * {@code mixedExtra + perPrefillToken·P + mixedPerContextToken·C} more when it also prefills P tokens.
 *
 * @param baseMs every step
 * @param perSequenceMs for each of the n decoding sequences
 * @param perContextTokenMs for each of the C context tokens of the decoding sequences
 * @param perPrefillTokenMs for each prompt token prefilled in the step
 * @param mixedExtraMs every step with prefill
 * @param mixedPerContextTokenMs for each context token, in steps with prefill, on top of {@code perContextTokenMs}
 */
public record LinearStepTimes(
        double baseMs,
        double perSequenceMs,
        double perContextTokenMs,
        double perPrefillTokenMs,
        double mixedExtraMs,
        double mixedPerContextTokenMs)
        implements StepTimes {
    /** Fitted to the measured steps of a small engine with the shape of Llama-3.1-8B on one H100 80GB. */
    public static final LinearStepTimes H100_LLAMA_8B =
            new LinearStepTimes(8.04, 0.0120, 5.36e-5, 0.0247, 3.37, 1.90e-4);

    @Override
    public double millis(int sequences, long contextTokens, int prefillTokens) {
        double decode = baseMs + perSequenceMs * sequences + perContextTokenMs * contextTokens;
        double prefill = prefillTokens == 0
                ? 0
                : mixedExtraMs + perPrefillTokenMs * prefillTokens + mixedPerContextTokenMs * contextTokens;
        return decode + prefill;
    }
}
