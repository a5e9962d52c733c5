// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.Replica.Claim;
import dev.headroom.scaler.supply.Replica.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A start that is not over.
 *
 * @param created when its replica came into being
 * @param since when it began: later than that for a replica that was Ready before
 * @param again whether it was
 * @param node what it meets, as far as can be told by now
 * @param hardware of its node
 * @param bound whether it has a node
 * @param boundAt since when; empty where that cannot be seen
 * @param provisioning what is being made for one without a node; empty where that cannot be seen
 * @param suppliedAt when its node was asked for, where that was only after a wait for capacity
 */
record UnderWay(
        Instant created,
        Instant since,
        boolean again,
        NodeKind node,
        Optional<String> hardware,
        boolean bound,
        Optional<Instant> boundAt,
        Optional<Provisioning> provisioning,
        Optional<Instant> suppliedAt) {
    /**
     * Karpenter claims a node within 10 s of the first pod that needs one (its longest batch), and a machine is launched within
     * seconds more; what has no machine on its way after this waits for capacity that is not to be had now.
     */
    static final Duration CLAIMED_WITHIN = Duration.ofSeconds(60);

    /** A scheduler with room takes a second or two; what waits longer for its node waits for room to be made. */
    static final Duration WAITS_FOR_ROOM = Duration.ofSeconds(20);

    /**
     * A start at first sight.
     *
     * @param wasReady whether the replica is known to have been Ready before
     */
    static UnderWay of(Replica replica, boolean wasReady, Instant now) {
        // One on a node that is that old was Ready before, most likely.
        boolean old = Duration.between(replica.created(), now).compareTo(LeadTimes.LONGEST) > 0;
        boolean again = wasReady || (replica.node().isPresent() && old);
        return of(replica, again ? now : replica.created(), again, Optional.empty(), now);
    }

    /** The same start at a later sight. */
    UnderWay seenAgain(Replica replica, Instant now) {
        return of(replica, since, again, suppliedAt, now);
    }

    /** The node that is on its way for it. */
    Optional<Claim> claim() {
        return provisioning.flatMap(Provisioning::claim);
    }

    /** Whether no node is on its way for it though it has waited long enough for one. */
    boolean isUnclaimed(Instant now) {
        return provisioning.isPresent()
                && claim().filter(Claim::launched).isEmpty()
                && Duration.between(since, now).compareTo(CLAIMED_WITHIN) > 0;
    }

    /** Since when it makes headway: one that waited for capacity begins when it gets some, and goes on from there on its node. */
    Instant headwaySince() {
        return claim().map(Claim::created)
                .filter(since::isBefore)
                .or(() -> suppliedAt)
                .orElse(since);
    }

    /** Whether it has waited for a node so long that there is no room for it. */
    boolean waitsForRoom() {
        return !bound && node == NodeKind.NEW;
    }

    /** What a replica that is or was starting at an instant has met by then. */
    static NodeKind nodeOf(Replica replica, Instant now) {
        Instant until = replica.node().isPresent() ? boundAt(replica).orElse(replica.created()) : now;
        boolean waited = Duration.between(replica.created(), until).compareTo(WAITS_FOR_ROOM) >= 0;
        boolean made = replica.claim().isPresent() || replica.onNewNode().orElse(false);
        return waited || made ? NodeKind.NEW : NodeKind.WARM;
    }

    static Optional<Instant> boundAt(Replica replica) {
        return replica.node().flatMap(Replica.Node::scheduled);
    }

    private static UnderWay of(
            Replica replica, Instant since, boolean again, Optional<Instant> suppliedBefore, Instant now) {
        Optional<Instant> supplied = replica.claim()
                .filter(Claim::launched)
                .map(Claim::created)
                .filter(since.plus(CLAIMED_WITHIN)::isBefore);
        return new UnderWay(
                replica.created(),
                since,
                again,
                // A server that starts over finds its image where it is.
                again ? NodeKind.WARM : nodeOf(replica, now),
                replica.hardware(),
                replica.node().isPresent(),
                boundAt(replica),
                replica.node().isPresent()
                        ? Optional.empty()
                        : replica.prospect().provisioning(),
                supplied.or(() -> suppliedBefore));
    }
}
