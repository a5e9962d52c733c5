// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * Shares of requests that got what they were promised. Out of those that are decided: finished, failed (which misses everything), or
 * still running beyond a limit; 1 where none is.
 *
 * @param all every part of the promise
 * @param ttft the time to first token
 * @param itl the time between tokens
 * @param e2e the whole time
 * @param decided requests that {@code all} is a share of
 */
public record Attainment(double all, double ttft, double itl, double e2e, long decided) {}
