// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fleet;

/** How urgently a person should look at a workload, the most urgent first. */
public enum Attention {
    /** Recent requests got worse latencies than promised. */
    SLO_MISSED,
    /** Recent requests spend the error budget faster than it lasts, or it is spent. */
    BUDGET,
    /** No number of replicas meets the SLO. */
    INFEASIBLE,
    /** Telemetry cannot be trusted: the number is held, or the answer is no number. */
    TELEMETRY,
    /** A start takes too long. */
    STUCK_START,
    /** The cluster can provide no more, or replicas wait for a node. */
    ROOM,
    /** The ScaledObject is paused. */
    PAUSED,
    /** The policy only advises. */
    ADVISE,
    /** All is well. */
    NONE,
    /** It rests: no replica is wanted. */
    ASLEEP
}
