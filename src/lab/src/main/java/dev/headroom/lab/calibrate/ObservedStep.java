// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

/**
 * A recorded step, and what its requests tell about it.
 *
 * @param sequences that decoded
 * @param contextTokens of those, in all
 * @param longestContext the longest of them
 * @param prefillTokens computed; 0 in a step that only decodes
 * @param attendedTokens that the prefilled ones looked back at
 * @param millis from its start to the next one's
 */
record ObservedStep(
        int sequences,
        double contextTokens,
        double longestContext,
        int prefillTokens,
        double attendedTokens,
        double millis) {
    boolean mixed() {
        return prefillTokens > 0;
    }

    double meanContext() {
        return contextTokens / Math.max(1, sequences);
    }

    double paddedTokens() {
        return Math.max(0, sequences * longestContext - contextTokens);
    }

    ObservedStep longerBy(double more) {
        return new ObservedStep(sequences, contextTokens, longestContext, prefillTokens, attendedTokens, millis + more);
    }
}
