// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.List;
import java.util.OptionalDouble;

/** The requests that passed through several engines. Each engine is counted for itself: a loss on one takes nothing from another. */
final class ServerFlow {
    private static final long EVER = Long.MAX_VALUE / 2;

    /** Sequences that may pass from one number to another while a page of metrics is written. */
    private static final double FEW = 2;

    /** A smaller share is within a rate's error. */
    private static final double SMALL_SHARE = 0.05;

    private ServerFlow() {}

    /** Sequences that arrived; more may have, where {@link Unexplained} is not nothing. */
    static double arrived(List<EngineFlow> engines, long fromMillis, long toMillis) {
        double arrived = 0;
        for (EngineFlow engine : engines) {
            arrived += engine.arrived(fromMillis, toMillis);
        }
        return arrived;
    }

    /** Sequences that servers counted as ended with an answer. */
    static double finished(List<EngineFlow> engines, long fromMillis, long toMillis) {
        double finished = 0;
        for (EngineFlow engine : engines) {
            finished += engine.finished(fromMillis, toMillis);
        }
        return finished;
    }

    /** Share of the prompt tokens of all samples that came from a cache; empty where nothing is counted. */
    static OptionalDouble cachedShare(List<EngineFlow> engines) {
        double cached = 0;
        double computed = 0;
        for (EngineFlow engine : engines) {
            cached += engine.cached(-EVER, EVER);
            computed += engine.computed(-EVER, EVER);
        }
        return cached + computed > 0 ? OptionalDouble.of(cached / (cached + computed)) : OptionalDouble.empty();
    }

    static Unexplained unexplained(List<EngineFlow> engines, long fromMillis, long toMillis) {
        double lost = 0;
        double queued = 0;
        boolean broken = false;
        for (EngineFlow engine : engines) {
            lost += engine.lost(fromMillis, toMillis);
            queued += engine.queued(fromMillis, toMillis);
            broken |= engine.isBroken(fromMillis, toMillis);
        }
        return new Unexplained(arrived(engines, fromMillis, toMillis), lost, queued, broken);
    }

    /**
     * Gaps in counters and gauges: more sequences may have arrived than they show.
     *
     * @param arrived sequences that they show
     * @param lost sequences that left the servers without an end or a first token
     * @param queued sequences that stood in queues longer than many a client waits
     * @param broken whether counters fell though no server began again
     */
    record Unexplained(double arrived, double lost, double queued, boolean broken) {
        boolean isNothing() {
            return !broken && !matters(lost + queued);
        }

        /** The share of arrivals that is shown, taken that as many are not as left and wait; 0 to 1. */
        double shownShare() {
            return isNothing() || arrived + lost + queued <= 0 ? 1 : arrived / (arrived + lost + queued);
        }

        /** The gaps, for people; empty text without any. */
        String sentence() {
            StringBuilder sentence = new StringBuilder();
            if (matters(lost + queued) && lost >= 1) {
                sentence.append("; ")
                        .append(Math.round(lost))
                        .append(" requests left the servers without a counted end");
            }
            if (matters(lost + queued) && queued >= 1) {
                sentence.append("; ")
                        .append(Math.round(queued))
                        .append(
                                " requests have waited longer than many clients do, and abandoned ones are not counted");
            }
            return broken
                    ? sentence.append("; a counter fell without a server restart")
                            .toString()
                    : sentence.toString();
        }

        private boolean matters(double sequences) {
            return sequences > FEW + SMALL_SHARE * arrived;
        }
    }
}
