// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

/**
 * Shares, 0 to 1, of the scored requests that got what they were promised.
 *
 * @param all all of it together
 * @param ttft the time to first token
 * @param itl the time between tokens
 * @param e2e the time to the last token
 */
public record Attainment(double all, double ttft, double itl, double e2e) {}
