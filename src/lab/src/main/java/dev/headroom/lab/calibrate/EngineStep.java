// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

/**
 * One step of an engine, as recorded.
 *
 * @param sequences sequences that decoded; 0 or more
 * @param prefillTokens prompt tokens that were computed; 0 in a step that only decodes
 * @param contextTokens sum of the decoding sequences' context tokens; 0 or more
 * @param millis how long it took, in milliseconds
 */
public record EngineStep(int sequences, int prefillTokens, double contextTokens, double millis) {}
