// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/** The reason for a number: a closed set of stable words, fit for a meter's label. The docs explain each. */
public enum ReasonCode {
    /** Arrivals, and the rise that may come within the lead time, need this many replicas. */
    RISE_WITHIN_LEAD_TIME,
    /** A promise is broken or requests wait: each replica's load at that time counts as its limit. */
    LIMIT_REACHED,
    /** The promise is missed at every load: more replicas move nothing. */
    NEARLY_INFEASIBLE,
    /** The serving profile says that no number of replicas keeps an objective. */
    INFEASIBLE,
    /** The policy names a serving profile that does not exist. */
    PROFILE_ABSENT,
    /** A running server states other limits than the profile. */
    STATED_LIMITS,
    /** Requests wait and need replicas beyond those that arrivals need. */
    BACKLOG,
    /** The policy's ceiling on requests in flight needs more replicas. */
    CONCURRENCY_CEILING,
    /** Neither a rate of arrivals nor a capacity is known. */
    NOTHING_MEASURED,
    /** Requests may come at any moment. */
    AT_LEAST_ONE,
    /** A recent need is held. */
    HOLD,
    /** Something speaks against fewer replicas. */
    NOT_LOWERED,
    /** A start takes too long and is replaced. */
    STUCK_START,
    /** Replicas whose nodes go are replaced. */
    LEAVING_REPLICA,
    /** Replicas wait for a node. */
    WAITS_FOR_NODE,
    /** The state of telemetry decides. */
    TELEMETRY,
    /** The shared plans are out of reach: the last one is held. */
    SHARED_PLAN_HELD,
    /** The policy limits a step up. */
    STEP_LIMIT,
    /** The policy's limits. */
    POLICY_LIMIT,
    /** The cluster can provide no more. */
    CLUSTER_ROOM,
    /** The autoscaler's tolerance swallows the step. */
    HPA_TOLERANCE,
    /** The ScaledObject's own limits. */
    SCALED_OBJECT_LIMIT,
    /** The ScaledObject is paused. */
    PAUSED,
    /** The policy only advises. */
    ADVISE
}
