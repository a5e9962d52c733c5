// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.slo.Durations;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How long this workload's replicas take from coming into being until they serve as well as any: the P80 of its own newest starts,
 * those on warm nodes and those on new ones apart. Immutable: each observation gives another.
 */
public final class LeadTimes {
    /** How sure one wants to be that a start is over. */
    public static final double LIKELY = 0.8;

    /** From a wish until the replica comes into being: the HPA looks every 15 s. No start is shorter, and none nearer to its end. */
    public static final Duration ASK_DELAY = Duration.ofSeconds(15);

    /** A longer start is a fault. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    /** Kept starts of each kind: they give the P80 within a tenth, and changes are forgotten in time. */
    static final int KEPT = 32;

    /** With fewer starts of a kind the usual lead time still counts; this number of newest starts predicts the node of the next one. */
    static final int ENOUGH = 4;

    /** Extra time for a new node: it is decided on, boots, joins and pulls the image (medians of published start-ups). */
    private static final Duration NEW_NODE = Duration.ofSeconds(195);

    /** A start is stuck beyond this multiple of the likely time. */
    private static final double STUCK_FACTOR = 2;

    private final List<Start> starts;
    private final Map<String, StartsInProgress> underWay;
    private final Map<String, Instant> served;
    private final Instant begunAt;
    private final Instant seenAt;
    private final double usual;
    private final Duration horizon;

    /**
     * The state to write down.
     *
     * @param starts the newest of each kind, in the order in which they ended
     * @param at when it was written; replicas that were Ready by then teach nothing after it
     */
    public record Memory(List<Start> starts, Instant at) {
        /** Nothing is remembered. */
        public static final Memory NONE = new Memory(List.of(), Instant.EPOCH);

        public Memory {
            starts = List.copyOf(starts);
        }
    }

    private LeadTimes(
            List<Start> starts,
            Map<String, StartsInProgress> underWay,
            Map<String, Instant> served,
            Instant begunAt,
            Instant seenAt,
            double usual) {
        this.starts = starts;
        this.underWay = underWay;
        this.served = served;
        this.begunAt = begunAt;
        this.seenAt = seenAt;
        this.usual = usual;
        NodeKind next = nextNode();
        this.horizon = bounded(likely(next, late(next)) + Durations.seconds(ASK_DELAY));
    }

    /**
     * Continues from the saved state.
     *
     * @param memory saved state; {@link Memory#NONE} for a new workload
     * @param usual the horizon as long as no start is known; more than {@link #ASK_DELAY}
     */
    public static LeadTimes remembering(Memory memory, Duration usual) {
        double seconds = Durations.seconds(usual.minus(ASK_DELAY));
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("usual must be longer than " + ASK_DELAY + ", was " + usual);
        }
        return new LeadTimes(memory.starts(), Map.of(), Map.of(), memory.at(), memory.at(), seconds);
    }

    /**
     * The same after a look at the cluster and at telemetry. A replica counts once, when it is Ready; the time that it was cold after that
     * is added as it shows. A replica that leaves before that teaches nothing.
     *
     * @param replicas all existing ones
     * @param loads recent load of each
     * @param now not before the last look
     */
    public LeadTimes observing(List<Replica> replicas, List<ReplicaLoad> loads, Instant now) {
        List<Start> after = new ArrayList<>(starts);
        Map<String, StartsInProgress> going = new HashMap<>();
        Map<String, Instant> serving = new HashMap<>();
        for (Replica replica : replicas) {
            boolean counted = replica.created().equals(served.get(replica.name()));
            if (counted || replica.ready().isPresent()) {
                serving.put(replica.name(), replica.created());
            }
            if (replica.ready().isEmpty()) {
                going.put(replica.name(), underWay(replica, counted, now));
            } else if (!counted) {
                start(replica, replica.ready().get()).ifPresent(start -> keep(start, after));
            }
        }
        if (!loads.isEmpty()) {
            after.replaceAll(start -> start.hearing(loads, now));
        }
        return new LeadTimes(List.copyOf(after), going, serving, begunAt, now, usual);
    }

    /** The state to write down. */
    public Memory memory() {
        return new Memory(starts, seenAt);
    }

    /** From a wish until the replica likely serves, on the node that the next one meets: how far ahead to look. */
    public Duration horizon() {
        return horizon;
    }

    /** From coming into being until a start on such a node likely serves; those under way do not change it. */
    public Duration likely(NodeKind node) {
        return bounded(likely(node, List.of()));
    }

    /** The node for the next start: a new node if one of the newest starts met one, or while a start waits for room. */
    public NodeKind nextNode() {
        return waitsForRoom()
                        || starts.subList(Math.max(0, starts.size() - ENOUGH), starts.size()).stream()
                                .anyMatch(start -> start.node() == NodeKind.NEW)
                ? NodeKind.NEW
                : NodeKind.WARM;
    }

    /** Starts that were learned from and are remembered. */
    public int starts() {
        return starts.size();
    }

    /** Whether a replica has waited so long for its node that there is no room for it. */
    boolean waitsForRoom() {
        return underWay.values().stream().anyMatch(start -> start.waitsForRoom(seenAt));
    }

    /** Until a start likely serves; one without a node has yet to load on it, however long it has waited. */
    Duration left(StartsInProgress start, Instant now) {
        double left = likely(start.node(now), List.of()) - age(start, now);
        return bounded(start.isBound() ? left : Math.max(left, likely(NodeKind.WARM, List.of())));
    }

    /** A start that takes longer than this is stuck; those under way do not change it, and no usual start is. */
    Duration stuckAfter(StartsInProgress start, Instant now) {
        return bounded(Math.max(usual, STUCK_FACTOR * likely(start.node(now), List.of())));
    }

    /** The start of a replica that is not Ready. */
    Optional<StartsInProgress> underWay(String replica) {
        return Optional.ofNullable(underWay.get(replica));
    }

    private StartsInProgress underWay(Replica replica, boolean counted, Instant now) {
        StartsInProgress before = underWay.get(replica.name());
        return before != null && before.replica().created().equals(replica.created())
                ? before.seenAgain(replica)
                : StartsInProgress.of(replica, counted, now);
    }

    /** Empty for a replica that was Ready sooner than Kubernetes counts, or so late that it must have been Ready before. */
    private Optional<Start> start(Replica replica, Instant ready) {
        StartsInProgress before = underWay.get(replica.name());
        Instant begun = before == null ? replica.created() : before.since();
        Duration took = Duration.between(begun, ready);
        boolean known = !ready.isAfter(begunAt) || (before != null && before.again());
        return known || took.toSeconds() < 1 || took.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(new Start(
                        replica.name(),
                        begun,
                        StartsInProgress.nodeOf(replica, ready),
                        Durations.seconds(took),
                        0,
                        false));
    }

    private static void keep(Start start, List<Start> starts) {
        starts.add(start);
        List<Start> alike =
                starts.stream().filter(one -> one.node() == start.node()).toList();
        if (alike.size() > KEPT) {
            starts.remove(alike.get(0));
        }
    }

    /** P80 in seconds, with some that have been under way for so long. A long start counts at once, short ones as they are more. */
    private double likely(NodeKind node, List<Double> late) {
        double usually = node == NodeKind.WARM ? usual : likely(NodeKind.WARM, List.of()) + Durations.seconds(NEW_NODE);
        double[] seconds = DoubleStream.concat(
                        late.stream().mapToDouble(age -> age),
                        starts.stream().filter(start -> start.node() == node).mapToDouble(Start::seconds))
                .sorted()
                .toArray();
        if (seconds.length == 0) {
            return usually;
        }
        double own = seconds[(int) Math.ceil(LIKELY * seconds.length) - 1];
        double known = Math.min(1, (double) seconds.length / ENOUGH);
        return Math.max(own, known * own + (1 - known) * usually);
    }

    /** Ages of those under way that take longer than is likely; a wait for capacity says nothing of how long a start takes. */
    private List<Double> late(NodeKind node) {
        double likely = likely(node, List.of());
        return underWay.values().stream()
                .filter(start -> start.node(seenAt) == node && !start.again() && !start.isUnclaimed(seenAt))
                .map(start -> age(start, seenAt))
                .filter(age -> age > likely && age <= Durations.seconds(LONGEST))
                .toList();
    }

    private static double age(StartsInProgress start, Instant now) {
        return Durations.seconds(Duration.between(start.since(), now));
    }

    private static Duration bounded(double seconds) {
        return Durations.ofSeconds(
                Math.min(Math.max(seconds, Durations.seconds(ASK_DELAY)), Durations.seconds(LONGEST)));
    }
}
