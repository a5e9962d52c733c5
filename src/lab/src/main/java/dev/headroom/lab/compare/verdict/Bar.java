// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

/**
 * A number to reach.
 *
 * @param what is asked
 * @param measured what came out, in words and numbers
 * @param state whether it is reached
 */
public record Bar(String what, String measured, State state) {
    /** Whether a bar is reached. */
    public enum State {
        /** It is. */
        MET,
        /** It is not. */
        MISSED,
        /** Nothing was run that could tell. */
        UNKNOWN
    }
}
