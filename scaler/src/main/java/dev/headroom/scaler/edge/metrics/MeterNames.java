// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

/** Every meter's name, as Micrometer writes it: Prometheus shows {@code headroom_records_read_total} and so on. */
final class MeterNames {
    static final String RECORDS_READ = "headroom.records.read";
    static final String SKIPPED = "headroom.records.skipped";
    static final String REJECTED = "headroom.observations.rejected";
    static final String OBSERVATIONS = "headroom.observations";
    static final String SERVER_READINGS = "headroom.server.readings";
    static final String UNATTRIBUTED = "headroom.observations.unattributed";
    static final String CLAMPED = "headroom.observations.clamped";
    static final String DEFECTS = "headroom.records.defects";
    static final String DEAD_LETTERS = "headroom.dead.letters";
    static final String FEED_WAITING = "headroom.feed.waiting.records";
    static final String FEED_CAUGHT_UP = "headroom.feed.caught.up";
    static final String FEED_PARTITIONS = "headroom.feed.partitions";
    static final String PANES_WRITTEN = "headroom.panes.written";
    static final String PANES_WRITTEN_BYTES = "headroom.panes.written.bytes";
    static final String PANES_TURNED_BACK = "headroom.panes.turned.back";
    static final String PANES_READ = "headroom.panes.read";

    static final String CALLS = "headroom.calls";
    static final String STREAMS = "headroom.streams.open";
    static final String TLS_SECONDS_LEFT = "headroom.tls.certificate.expires.seconds";
    static final String TLS_RELOADS = "headroom.tls.reloads";
    static final String TLS_RELOAD_FAILURES = "headroom.tls.reload.failures";
    static final String TLS_HANDSHAKE_FAILURES = "headroom.tls.handshake.failures";
    static final String DOCUMENT_CHANGES = "headroom.document.changes";
    static final String POLICY_VALID = "headroom.policy.valid";
    static final String POLICY_DIFFERS = "headroom.policy.differs";
    static final String ROUND = "headroom.planning.round";
    static final String TURN_FAILURES = "headroom.planning.turn.failures";
    static final String PLAN_CHANGES = "headroom.plan.changes";
    static final String PLANS_OWNER = "headroom.plans.owner";
    static final String PLANS_REACHABLE = "headroom.plans.topic.reachable";
    static final String PLANS_WRITTEN = "headroom.plans.written";
    static final String PLANS_REFUSED = "headroom.plans.records.refused";
    static final String DECISIONS_WRITTEN = "headroom.decisions.written";
    static final String DECISIONS_DROPPED = "headroom.decisions.dropped";
    static final String DESIRED = "headroom.plan.desired.replicas";
    static final String ANSWER = "headroom.plan.answer.replicas";
    static final String DEMAND = "headroom.demand.requests.per.second";
    static final String PLANNED = "headroom.plan.requests.per.second";
    static final String CAPACITY = "headroom.replica.capacity.requests.per.second";
    static final String COST = "headroom.plan.cost.usd.per.hour";
    static final String STATE = "headroom.telemetry.state";
    static final String OBSERVED = "headroom.objective.observed.seconds";
    static final String MISSED = "headroom.objective.missed.requests";
    static final String ARRIVALS = "headroom.arrivals.requests.per.second";
    static final String ARRIVALS_COMPLETE = "headroom.arrivals.completeness.ratio";
    static final String RUNNING = "headroom.servers.running.requests";
    static final String WAITING = "headroom.servers.waiting.requests";
    static final String SCRAPED = "headroom.servers.scraped.replicas";
    static final String KV_USAGE = "headroom.servers.kv.usage.ratio";
    static final String CACHED = "headroom.servers.cached.prompt.ratio";
    static final String COVERAGE = "headroom.telemetry.coverage.ratio";
    static final String PROFILE_ABSENT = "headroom.profile.absent";
    static final String PROFILE_DIFFERS = "headroom.profile.differs.ratio";
    static final String LIMIT = "headroom.objective.limit.seconds";
    static final String BUDGET_SPENT = "headroom.error.budget.spent.ratio";
    static final String BUDGET_BURN = "headroom.error.budget.burn.rate";

    private MeterNames() {}
}
