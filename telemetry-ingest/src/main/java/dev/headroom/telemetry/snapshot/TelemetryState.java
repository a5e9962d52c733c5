// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.Persisted;
import java.time.Instant;
import java.util.function.Function;

/** How far a workload's telemetry can be trusted, with the cause. The consequences are the planner's business. */
public sealed interface TelemetryState {
    /** One sentence with the reason for the state. */
    String cause();

    /** Since when; for {@link Fresh} the last event. */
    Instant since();

    /** The one word for logs, meters and reasons. */
    default String word() {
        return fold(new Cases<>(
                fresh -> "fresh",
                idle -> "idle",
                unobservable -> "unobservable",
                lagging -> "lagging",
                dark -> "dark",
                neverSeen -> "new"));
    }

    /** Events are up to date. */
    @Persisted("fresh")
    record Fresh(String cause, Instant since) implements TelemetryState {}

    /** The servers are known to be alive and to have nothing to do. */
    @Persisted("idle")
    record Idle(String cause, Instant since) implements TelemetryState {}

    /** No events, and no heartbeat that could distinguish an idle server from a dead one. */
    @Persisted("unobservable")
    record Unobservable(String cause, Instant since) implements TelemetryState {}

    /** Unread records are waiting: the snapshot is old. */
    @Persisted("lagging")
    record Lagging(String cause, Instant since) implements TelemetryState {}

    /** The broker does not answer, or replicas known to run went silent. */
    @Persisted("dark")
    record Dark(String cause, Instant since) implements TelemetryState {}

    /** There has never been an event of this workload. */
    @Persisted("new")
    record New(String cause, Instant since) implements TelemetryState {}

    /** Decides by state; a new state makes every decision that forgot it fail to compile. */
    default <R> R fold(Cases<R> cases) {
        if (this instanceof Fresh fresh) {
            return cases.fresh().apply(fresh);
        } else if (this instanceof Idle idle) {
            return cases.idle().apply(idle);
        } else if (this instanceof Unobservable unobservable) {
            return cases.unobservable().apply(unobservable);
        } else if (this instanceof Lagging lagging) {
            return cases.lagging().apply(lagging);
        } else if (this instanceof Dark dark) {
            return cases.dark().apply(dark);
        }
        return cases.neverSeen().apply((New) this);
    }

    /** The action for each state. */
    record Cases<R>(
            Function<? super Fresh, ? extends R> fresh,
            Function<? super Idle, ? extends R> idle,
            Function<? super Unobservable, ? extends R> unobservable,
            Function<? super Lagging, ? extends R> lagging,
            Function<? super Dark, ? extends R> dark,
            Function<? super New, ? extends R> neverSeen) {}
}
