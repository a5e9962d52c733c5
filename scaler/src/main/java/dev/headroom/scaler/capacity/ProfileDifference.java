// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.Locale;

/**
 * A figure for which the serving profile and the running server differ.
 *
 * @param figure the figure
 * @param profile the profile's value; above 0
 * @param server the value that the server states; above 0
 */
public record ProfileDifference(Figure figure, long profile, long server) {
    /** A figure that both may state. */
    public enum Figure {
        /** Most sequences that run at once. */
        SLOTS("slots"),
        /** Tokens that the KV cache holds. */
        KV_TOKENS("KV tokens"),
        /** Most tokens computed in one step. */
        STEP_TOKENS("tokens per step"),
        /** GPUs that share one model copy. */
        TENSOR_PARALLEL("GPUs per model copy");

        private final String words;

        Figure(String words) {
            this.words = words;
        }

        /** The word for a label. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The difference as a sentence for people. */
    public String sentence() {
        return "the profile says " + profile + " " + figure.words + ", the server runs with " + server;
    }

    /** The server's value as a multiple of the profile's; above 0. */
    public double ratio() {
        return (double) server / (double) profile;
    }
}
