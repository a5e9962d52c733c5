// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.Replica.Node;
import dev.headroom.telemetry.snapshot.FirstTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The stages of one replica's start, in seconds; each 0 or more. A stage that is not over, or that cannot be seen, is empty.
 *
 * @param pod its pod
 * @param created when its pod came into being
 * @param asked from the newest decision for more replicas until then
 * @param node from then until it was bound to a node
 * @param image from then until its server ran, with the image in place
 * @param load from then until it was Ready
 * @param firstToken from then until the first token of its first request; empty also where telemetry does not name its pod
 */
public record ReplicaStart(
        String pod,
        Instant created,
        OptionalDouble asked,
        OptionalDouble node,
        OptionalDouble image,
        OptionalDouble load,
        OptionalDouble firstToken) {
    /** As many as a person compares. */
    private static final int NEWEST = 8;

    /** The HPA looks every 15 s, and may miss a look or two; an older decision asked for another replica. */
    private static final Duration ASKED_WITHIN = Duration.ofMinutes(2);

    /**
     * The newest starts, the newest first.
     *
     * @param existing all replicas
     * @param changes of the plan, the newest first
     * @param tokens first tokens of the workload's replicas
     */
    public static List<ReplicaStart> newest(List<Replica> existing, List<Change> changes, FirstTokens tokens) {
        return existing.stream()
                .sorted(Comparator.comparing(Replica::created).reversed().thenComparing(Replica::pod))
                .limit(NEWEST)
                .map(replica -> of(replica, changes, tokens))
                .toList();
    }

    private static ReplicaStart of(Replica replica, List<Change> changes, FirstTokens tokens) {
        Optional<Instant> created = Optional.of(replica.created());
        Optional<Instant> scheduled = replica.node().flatMap(Node::scheduled);
        Optional<Instant> running = replica.node().flatMap(Node::running);
        return new ReplicaStart(
                replica.pod(),
                replica.created(),
                between(decided(replica.created(), changes), created),
                between(created, scheduled),
                between(scheduled, running),
                between(running, replica.ready()),
                between(replica.ready(), replica.ready().flatMap(ready -> tokens.of(replica.name(), ready))));
    }

    private static Optional<Instant> decided(Instant created, List<Change> changes) {
        return changes.stream()
                .filter(change -> !change.at().isAfter(created) && isRise(change))
                .map(Change::at)
                .filter(at -> Duration.between(at, created).compareTo(ASKED_WITHIN) <= 0)
                .findFirst();
    }

    private static boolean isRise(Change change) {
        return change.before().isPresent()
                && change.before().get() instanceof Answer.Replicas before
                && change.answer() instanceof Answer.Replicas after
                && after.count() > before.count();
    }

    /** A server that started again runs since later than it was first Ready: that is no stage. */
    private static OptionalDouble between(Optional<Instant> from, Optional<Instant> to) {
        return from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())
                ? OptionalDouble.empty()
                : OptionalDouble.of(Duration.between(from.get(), to.get()).toMillis() / 1000.0);
    }
}
