// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/**
 * The parts of sums of prompt tokens.
 *
 * @param thousandthsToCompute of requests that tell how much of their prompt came from a cache, in thousandths of a token
 * @param thousandthsUncertain of the others, as if nothing had
 * @param sequences how many they are
 */
public record PromptFigures(long thousandthsToCompute, long thousandthsUncertain, long sequences) {}
