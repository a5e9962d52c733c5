// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/**
 * Which requests that got no complete answer count as a broken promise.
 *
 * @param aborted of those whose client gave up
 * @param failed of those that the server could not answer
 */
public record MissedRule(Aborted aborted, Failed failed) {
    /** Whoever gave up after the limit had been let down; whoever was refused, too. */
    public static final MissedRule DEFAULT = new MissedRule(Aborted.LATE, Failed.ALWAYS);

    /** Which aborted requests count. */
    public enum Aborted {
        /** All. */
        ALWAYS,
        /** Those that were beyond the objective's limit: of E2E by their age, of TTFT by their age without a token. */
        LATE,
        /** None. */
        NEVER
    }

    /** Which failed requests count. */
    public enum Failed {
        /** All. */
        ALWAYS,
        /** None. */
        NEVER
    }
}
