// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/** How long one engine step takes. */
public interface StepTimes {
    /**
     * Milliseconds of a step.
     *
     * @param sequences that decode in it
     * @param contextTokens of those, in all
     * @param prefillTokens computed in the same step; 0 in a step that only decodes
     */
    double millis(int sequences, long contextTokens, int prefillTokens);

    /**
     * Milliseconds of a step of which more is known; who makes no use of that leaves this as it is.
     *
     * @param sequences that decode in it
     * @param contextTokens of those, in all
     * @param longestContext the longest of those contexts, in tokens; kernels that pad to it pay for it
     * @param prefillTokens computed in the same step; 0 in a step that only decodes
     * @param attendedTokens tokens that the prefilled ones look back at, summed over them: the work of attention in prefill
     */
    default double millis(
            int sequences, long contextTokens, long longestContext, int prefillTokens, double attendedTokens) {
        return millis(sequences, contextTokens, prefillTokens);
    }
}
