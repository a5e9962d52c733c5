// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * Step times as measured: a grid for steps that only decode, another for those that also prefill, since these run other
 * kernels. A step that mixes decoding with a small prefill waits for kernels to be launched and so takes about the same time
 * whatever the prompt; a large one does arithmetic. No straight line says both.
 *
 * @param decode milliseconds by sequences (rows) and mean context tokens of one (columns), all contexts being equally long
 * @param perPaddedTokenMs more for each token by which the contexts are shorter than the longest of them; 0 or more
 * @param mixed milliseconds by prefill tokens (rows) and context tokens of all decoding sequences (columns)
 * @param perAttendedTokenMs more for each token that a prefilled one looks back at; 0 or more
 */
public record StepTable(StepGrid decode, double perPaddedTokenMs, StepGrid mixed, double perAttendedTokenMs)
        implements StepTimes {
    public StepTable {
        requireNotNegative("perPaddedTokenMs", perPaddedTokenMs);
        requireNotNegative("perAttendedTokenMs", perAttendedTokenMs);
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be 0 or more, was " + value);
        }
    }

    /** As if all contexts were equally long and each prompt were computed in one piece of its own step. */
    @Override
    public double millis(int sequences, long contextTokens, int prefillTokens) {
        long mean = sequences == 0 ? 0 : contextTokens / sequences;
        return millis(sequences, contextTokens, mean, prefillTokens, Prefill.attended(0, prefillTokens));
    }

    @Override
    public double millis(
            int sequences, long contextTokens, long longestContext, int prefillTokens, double attendedTokens) {
        if (prefillTokens > 0) {
            return mixed.at(prefillTokens, (double) contextTokens) + perAttendedTokenMs * attendedTokens;
        }
        double n = Math.max(1, sequences);
        double padded = Math.max(0, n * longestContext - contextTokens);
        return decode.at(n, contextTokens / n) + perPaddedTokenMs * padded;
    }
}
