// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

/**
 * How requests ended.
 *
 * @param completed with a complete answer
 * @param aborted because the client gave up
 * @param failed because the server could not answer
 * @param retries how many of all had been sent before
 * @param abortedAfter how long the aborted ones had lasted, in seconds
 * @param abortedWithoutToken the same, of those that had not seen a token
 */
public record Ends(
        long completed,
        long aborted,
        long failed,
        long retries,
        Distribution abortedAfter,
        Distribution abortedWithoutToken) {
    /** All of them. */
    public long all() {
        return completed + aborted + failed;
    }
}
