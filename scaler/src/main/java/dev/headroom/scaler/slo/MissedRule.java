// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Ends;

/**
 * Decides which requests without a complete answer count as a broken promise.
 *
 * @param aborted rule for requests whose client gave up
 * @param failed rule for requests that the server could not answer
 */
public record MissedRule(Aborted aborted, Failed failed) {
    /** A client that gave up after the limit saw a broken promise; so did a refused one. */
    public static final MissedRule DEFAULT = new MissedRule(Aborted.LATE, Failed.ALWAYS);

    /**
     * Requests that ended without a complete answer and count as having missed an objective.
     *
     * @return 0 or more
     */
    public long missed(Objective objective, Ends ends) {
        long ofFailed = failed == Failed.ALWAYS ? ends.failed() : 0;
        long ofAborted = switch (aborted) {
            case ALWAYS -> ends.aborted();
            case NEVER -> 0;
            case LATE -> abortedBeyond(objective, ends);
        };
        return ofFailed + ofAborted;
    }

    private static long abortedBeyond(Objective objective, Ends ends) {
        return switch (objective.signal()) {
            case TTFT -> countAbove(ends.abortedWithoutToken(), objective.limitSeconds());
            case E2E -> countAbove(ends.abortedAfter(), objective.limitSeconds());
            case ITL -> 0;
        };
    }

    private static long countAbove(Distribution seconds, double limit) {
        return seconds.count() - seconds.countAtMost(limit);
    }

    /** The rule for aborted requests. */
    public enum Aborted {
        /** All. */
        ALWAYS,
        /** Those that were beyond the objective's limit: of E2E by their age, of TTFT by their age without a token. */
        LATE,
        /** None. */
        NEVER
    }

    /** The rule for failed requests. */
    public enum Failed {
        /** All. */
        ALWAYS,
        /** None. */
        NEVER
    }
}
