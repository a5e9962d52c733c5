// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import java.util.Locale;

/** A figure of a workload that is drawn over time, and how its values within one span become one. */
public enum DrawnFigure {
    /** Requests per second that arrived. */
    ARRIVALS(Summary.MEAN),
    /** Requests per second that the plan is ready for. */
    PLANNED(Summary.MAX),
    /** Requests per second that one replica is booked with at most. */
    PER_REPLICA(Summary.MEAN),
    /** Replicas that the demand needs, not rounded and not held. */
    NEEDED(Summary.MAX),
    /** Replicas that the plan wants. */
    DESIRED(Summary.MAX),
    /** Replicas that KEDA is answered; unknown while the answer is no number. */
    ANSWER(Summary.MAX),
    /** Replicas that are Ready. */
    READY(Summary.MEAN),
    /** Replicas that exist and are not Ready. */
    STARTING(Summary.MAX),
    /** Requests that the servers run. */
    RUNNING(Summary.MEAN),
    /** Requests that wait at the servers. */
    WAITING(Summary.MAX),
    /** Cost of the wanted replicas in US dollars per hour. */
    USD_PER_HOUR(Summary.MEAN),
    /** Share of the error budget that is spent; above 1 when it is overdrawn. */
    BUDGET_SPENT(Summary.MAX);

    private final Summary summary;

    DrawnFigure(Summary summary) {
        this.summary = summary;
    }

    /** The name in JSON and CSV. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Summary summary() {
        return summary;
    }
}
