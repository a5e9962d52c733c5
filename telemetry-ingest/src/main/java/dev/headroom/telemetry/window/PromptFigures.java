// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/**
 * The parts of sums of prompt tokens.
 *
 * @param thousandthsToCompute of requests with a known cached part of their prompt, in thousandths of a token
 * @param thousandthsUncertain of the others, as if nothing had
 * @param sequences how many they are
 */
public record PromptFigures(long thousandthsToCompute, long thousandthsUncertain, long sequences) {}
