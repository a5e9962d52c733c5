// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

/** Every meter's name, as Micrometer writes it: Prometheus shows {@code headroom_records_read_total} and so on. */
final class MeterNames {
    static final String RECORDS_READ = "headroom.records.read";
    static final String SKIPPED = "headroom.records.skipped";
    static final String REJECTED = "headroom.observations.rejected";
    static final String OBSERVATIONS = "headroom.observations";
    static final String UNATTRIBUTED = "headroom.observations.unattributed";
    static final String CLAMPED = "headroom.observations.clamped";
    static final String DEFECTS = "headroom.records.defects";
    static final String FEED_WAITING = "headroom.feed.waiting.records";
    static final String FEED_CAUGHT_UP = "headroom.feed.caught.up";
    static final String FEED_PARTITIONS = "headroom.feed.partitions";
    static final String CALLS = "headroom.calls";
    static final String STREAMS = "headroom.streams.open";
    static final String DOCUMENT_CHANGES = "headroom.document.changes";
    static final String POLICY_VALID = "headroom.policy.valid";
    static final String ROUND = "headroom.planning.round";
    static final String TURN_FAILURES = "headroom.planning.turn.failures";
    static final String PLAN_CHANGES = "headroom.plan.changes";
    static final String PLANS_OWNER = "headroom.plans.owner";
    static final String PLANS_REACHABLE = "headroom.plans.topic.reachable";
    static final String PLANS_WRITTEN = "headroom.plans.written";
    static final String PLANS_REFUSED = "headroom.plans.records.refused";
    static final String DESIRED = "headroom.plan.desired.replicas";
    static final String ANSWER = "headroom.plan.answer.replicas";
    static final String DEMAND = "headroom.demand.requests.per.second";
    static final String PLANNED = "headroom.plan.requests.per.second";
    static final String CAPACITY = "headroom.replica.capacity.requests.per.second";
    static final String COST = "headroom.plan.cost.usd.per.hour";
    static final String STATE = "headroom.telemetry.state";
    static final String OBSERVED = "headroom.objective.observed.seconds";
    static final String LIMIT = "headroom.objective.limit.seconds";

    private MeterNames() {}
}
