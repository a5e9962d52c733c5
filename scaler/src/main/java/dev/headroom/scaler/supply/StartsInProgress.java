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
 * @param replica as it was seen last
 * @param since when it began: later than its replica's creation if it was Ready before, or waited for capacity
 * @param again whether it was Ready before
 */
record StartsInProgress(Replica replica, Instant since, boolean again) {
    /**
     * Karpenter claims a node within 10 s of the first pod that needs one (its longest batch), and a machine is launched within seconds
     * more. A replica without a machine on its way after this waits for unavailable capacity.
     */
    static final Duration CLAIMED_WITHIN = Duration.ofSeconds(60);

    /** A scheduler with room takes a second or two; a replica that waits longer for its node waits for new room. */
    private static final Duration WAITS_FOR_ROOM = Duration.ofSeconds(20);

    /**
     * A start at first sight.
     *
     * @param wasReady whether the replica is known to have been Ready before
     */
    static StartsInProgress of(Replica replica, boolean wasReady, Instant now) {
        // One on a node that is that old was Ready before, most likely.
        boolean old = Duration.between(replica.created(), now).compareTo(LeadTimes.LONGEST) > 0;
        boolean again = wasReady || (replica.node().isPresent() && old);
        return new StartsInProgress(replica, replica.created(), again)
                .seenAgain(replica, again ? now : replica.created());
    }

    /** The same start at a later sight. */
    StartsInProgress seenAgain(Replica later) {
        return seenAgain(later, since);
    }

    private StartsInProgress seenAgain(Replica later, Instant begun) {
        Instant supplied = later.claim()
                .filter(Claim::launched)
                .map(Claim::created)
                .filter(later.created().plus(CLAIMED_WITHIN)::isBefore)
                .filter(begun::isBefore)
                .orElse(begun);
        return new StartsInProgress(later, supplied, again);
    }

    /** The node that it meets, as far as is known by now; a server that starts over finds its image in place. */
    NodeKind node(Instant now) {
        return again ? NodeKind.WARM : nodeOf(replica, now);
    }

    /** Whether it has a node. */
    boolean isBound() {
        return replica.node().isPresent();
    }

    /** The provisioning for a replica without a node; empty where that cannot be seen. */
    Optional<Provisioning> provisioning() {
        return isBound() ? Optional.empty() : replica.prospect().provisioning();
    }

    /** Whether no node is on its way for it though it has waited long enough for one. */
    boolean isUnclaimed(Instant now) {
        return provisioning().isPresent()
                && replica.claim().filter(Claim::launched).isEmpty()
                && Duration.between(replica.created(), now).compareTo(CLAIMED_WITHIN) > 0;
    }

    /** Whether it has waited for a node so long that there is no room for it. */
    boolean waitsForRoom(Instant now) {
        return !isBound() && node(now) == NodeKind.NEW;
    }

    /** The node that a replica that is or was starting at an instant has met by then. */
    static NodeKind nodeOf(Replica replica, Instant now) {
        Instant until = replica.node().isPresent()
                ? replica.node().flatMap(Replica.Node::scheduled).orElse(replica.created())
                : now;
        boolean waited = Duration.between(replica.created(), until).compareTo(WAITS_FOR_ROOM) >= 0;
        boolean made = replica.claim().isPresent() || replica.onNewNode().orElse(false);
        return waited || made ? NodeKind.NEW : NodeKind.WARM;
    }
}
