// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/**
 * How requests ended.
 *
 * @param completed answered completely
 * @param aborted given up by a client
 * @param failed not answered by the server
 * @param retries those of all that had been sent before
 */
public record EndCounts(long completed, long aborted, long failed, long retries) {}
