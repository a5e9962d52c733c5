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
}
