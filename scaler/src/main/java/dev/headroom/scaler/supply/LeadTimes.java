// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.StartBook.Leg;
import dev.headroom.scaler.supply.StartBook.Question;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How long this workload's replicas take from coming into being until they serve as well as any, learnt from its own starts. See
 * the design page "lead time and supply". Immutable: each observation gives another.
 */
public final class LeadTimes {
    /** How sure one wants to be that a start is over. */
    public static final double LIKELY = 0.8;

    /** From a wish until the replica comes into being: the HPA looks every 15 s. */
    public static final Duration ASK_DELAY = Duration.ofSeconds(15);

    /** No start is shorter, with the wait for the HPA. */
    public static final Duration SHORTEST = Duration.ofSeconds(15);

    /** What takes longer is no start but a fault. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    /** What was Ready sooner did not start under anybody's eyes: Kubernetes counts whole seconds, and no server loads in one. */
    private static final double NO_START_SECONDS = 1;

    /** A start is stuck beyond this share of all, */
    private static final double NEARLY_ALL = 0.99;

    /** and beyond so many times the likely time: a P99 of few starts is not to be relied on. */
    private static final double STUCK_FACTOR = 2;

    /** So long after Ready it still may be cold. */
    private static final Duration COLD_AT_MOST = Duration.ofMinutes(3);

    /** Clocks of the cluster, and seconds that are rounded away. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final StartBook book;
    private final Map<String, UnderWay> underWay;
    private final Map<String, Instant> learnt;
    private final Memory memory;
    private final Instant seenAt;
    private final Overdue overdue;
    private final Duration horizon;

    /**
     * What is written down of it.
     *
     * @param starts the newest of each kind, in the order in which they ended
     * @param underWay replicas that were starting then
     * @param at when it was written; all other replicas older than that have been learnt from, or never will be
     */
    public record Memory(List<Start> starts, Set<String> underWay, Instant at) {
        /** Nothing is remembered. */
        public static final Memory NONE = new Memory(List.of(), Set.of(), Instant.EPOCH);

        public Memory {
            starts = List.copyOf(starts);
            underWay = Set.copyOf(underWay);
        }
    }

    /**
     * Ages, in seconds, of those under way that take longer than is likely, and whether one waits for room. One for which nobody
     * makes a node is no start that goes on: a shortage says nothing of how long a start takes.
     */
    private record Overdue(Map<NodeKind, List<Double>> ages, boolean waitsForRoom) {
        static final Overdue NOBODY = new Overdue(Map.of(), false);
    }

    private LeadTimes(
            StartBook book,
            Map<String, UnderWay> underWay,
            Map<String, Instant> learnt,
            Memory memory,
            Instant seenAt,
            Overdue overdue) {
        this.book = book;
        this.underWay = underWay;
        this.learnt = learnt;
        this.memory = memory;
        this.seenAt = seenAt;
        this.overdue = overdue;
        this.horizon = bounded(within(LIKELY) + StartBook.secondsOf(ASK_DELAY));
    }

    /**
     * Goes on from what was written down.
     *
     * @param memory what was; {@link Memory#NONE} for a new workload
     * @param usual the horizon as long as no start is known; more than {@link #ASK_DELAY}
     */
    public static LeadTimes remembering(Memory memory, Duration usual) {
        double seconds = StartBook.secondsOf(usual.minus(ASK_DELAY));
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("usual must be longer than " + ASK_DELAY + ", was " + usual);
        }
        StartBook book = new StartBook(memory.starts(), seconds);
        return new LeadTimes(book, Map.of(), Map.of(), memory, memory.at(), Overdue.NOBODY);
    }

    /**
     * The same after a look at the cluster and at telemetry. A replica counts once, when it is Ready; how long it was cold after
     * that is added as it shows.
     *
     * @param replicas all there are
     * @param loads what each did of late
     * @param now not before the last look
     */
    public LeadTimes observing(List<Replica> replicas, List<ReplicaLoad> loads, Instant now) {
        StartBook after = book;
        Map<String, UnderWay> going = new HashMap<>();
        Map<String, Instant> known = new HashMap<>();
        for (Replica replica : replicas) {
            boolean counted = isLearnt(replica);
            if (counted || replica.ready().isPresent()) {
                known.put(replica.name(), replica.created());
            }
            if (replica.ready().isEmpty()) {
                going.put(replica.name(), underWay(replica, counted, now));
            } else if (!counted) {
                after = start(replica).map(after::with).orElse(after);
            }
        }
        for (Map.Entry<String, UnderWay> before : underWay.entrySet()) {
            if (!going.containsKey(before.getKey()) && !known.containsKey(before.getKey())) {
                after = failed(before.getKey(), before.getValue())
                        .map(after::with)
                        .orElse(after);
            }
        }
        after = warming(after, loads, now);
        return new LeadTimes(after, going, known, memory, now, overdueIn(after, going, now));
    }

    /** What should be written down. */
    public Memory memory() {
        if (seenAt.equals(memory.at())) {
            return memory;
        }
        Set<String> starting = new HashSet<>();
        underWay.forEach((name, start) -> {
            if (!start.again()) {
                starting.add(name);
            }
        });
        return new Memory(book.starts(), starting, seenAt);
    }

    /** From a wish until the replica likely serves, whichever node it will meet: how far ahead to look. */
    public Duration horizon() {
        return horizon;
    }

    /**
     * From coming into being until a share of starts serves, whichever node they meet; starts that are under way for longer than
     * is likely count as longer.
     *
     * @param share above 0, below 1
     */
    public Duration quantile(double share) {
        return bounded(within(share));
    }

    /**
     * The same on one kind of node and one class of hardware.
     *
     * @param hardware empty for all alike
     */
    public Duration quantile(double share, NodeKind node, Optional<String> hardware) {
        return bounded(lifted(node, hardware).at(share));
    }

    /** How likely the next start needs a new node, 0 to 1: certainly while one waits for room. */
    public double newNodeShare() {
        return overdue.waitsForRoom() ? 1 : book.newNodeShare();
    }

    /** Starts that were learnt from and are remembered, without those that failed. */
    public int starts() {
        return (int) book.starts().stream().filter(start -> !start.failed()).count();
    }

    /** Whether a replica has waited so long for its node that there is no room for it. */
    boolean waitsForRoom() {
        return overdue.waitsForRoom();
    }

    /** Until a start likely serves. */
    Duration left(UnderWay start, Instant now) {
        Question onItsNode = new Question(Leg.ON_ITS_NODE, start.node(), start.hardware());
        LeadTimeCurve rest = book.curve(onItsNode);
        if (start.again()) {
            return ofSeconds(rest.leftAfter(seconds(start.since(), now), LIKELY));
        } else if (start.boundAt().isPresent()) {
            return ofSeconds(rest.leftAfter(seconds(start.boundAt().get(), now), LIKELY));
        }
        LeadTimeCurve whole = book.curve(new Question(Leg.WHOLE, start.node(), start.hardware()));
        double left = whole.leftAfter(seconds(start.headwaySince(), now), LIKELY);
        // However long it has waited for its node: this comes after.
        return ofSeconds(start.bound() ? left : Math.max(left, rest.at(LIKELY)));
    }

    /** A start that takes longer than this is stuck; those under way do not change it. */
    Duration stuckAfter(UnderWay start) {
        return stuckAfter(book, start);
    }

    /** The start of a replica that is not Ready. */
    Optional<UnderWay> underWay(String replica) {
        return Optional.ofNullable(underWay.get(replica));
    }

    private static Duration stuckAfter(StartBook book, UnderWay start) {
        Leg leg = start.again() ? Leg.ON_ITS_NODE : Leg.WHOLE;
        LeadTimeCurve curve = book.curve(new Question(leg, start.node(), start.hardware()));
        return bounded(Math.max(curve.at(NEARLY_ALL), STUCK_FACTOR * curve.at(LIKELY)));
    }

    private double within(double share) {
        LeadTimeCurve warm = lifted(NodeKind.WARM, Optional.empty());
        double onNewNodes = newNodeShare();
        return onNewNodes == 0
                ? warm.at(share)
                : warm.mixedAt(share, lifted(NodeKind.NEW, Optional.empty()), onNewNodes);
    }

    private LeadTimeCurve lifted(NodeKind node, Optional<String> hardware) {
        return book.curve(
                new Question(Leg.WHOLE, node, hardware), overdue.ages().getOrDefault(node, List.of()));
    }

    private boolean isLearnt(Replica replica) {
        if (replica.created().equals(learnt.get(replica.name()))) {
            return true;
        }
        boolean older = replica.created().isBefore(memory.at().minus(SLACK));
        return older && !memory.underWay().contains(replica.name());
    }

    private UnderWay underWay(Replica replica, boolean counted, Instant now) {
        UnderWay before = underWay.get(replica.name());
        return before != null && before.created().equals(replica.created())
                ? before.seenAgain(replica, now)
                : UnderWay.of(replica, counted, now);
    }

    private Optional<Start> start(Replica replica) {
        Instant ready = replica.ready().orElseThrow();
        UnderWay before = underWay.get(replica.name());
        // What it waited for capacity is no part of a start.
        Instant begun = before == null ? replica.created() : before.suppliedAt().orElse(replica.created());
        double readyAfter = seconds(begun, ready);
        // Seen for the first time, and so late: it was Ready before, and has lost that for a while.
        if (readyAfter < NO_START_SECONDS
                || readyAfter > StartBook.secondsOf(LONGEST)
                || (before != null && before.again())) {
            return Optional.empty();
        }
        return Optional.of(new Start(
                replica.name(),
                begun,
                replica.hardware(),
                UnderWay.nodeOf(replica, ready),
                boundAfter(begun, UnderWay.boundAt(replica)),
                readyAfter,
                0,
                false,
                false));
    }

    /** One that went away tells something if it had taken long by then; how long it was stuck beyond that is a fault's length. */
    private Optional<Start> failed(String replica, UnderWay start) {
        double age = seconds(start.headwaySince(), seenAt);
        double likely = book.curve(new Question(Leg.WHOLE, start.node(), Optional.empty()))
                .at(LIKELY);
        if (start.again() || start.isUnclaimed(seenAt) || age <= likely) {
            return Optional.empty();
        }
        return Optional.of(new Start(
                replica,
                start.headwaySince(),
                start.hardware(),
                start.node(),
                boundAfter(start.headwaySince(), start.boundAt()),
                Math.min(age, StartBook.secondsOf(stuckAfter(start))),
                0,
                false,
                true));
    }

    private static StartBook warming(StartBook book, List<ReplicaLoad> loads, Instant now) {
        return loads.isEmpty() || book.starts().stream().noneMatch(start -> mayBeCold(start, now))
                ? book
                : book.changed(start -> mayBeCold(start, now) ? warming(start, loads) : start);
    }

    private static Start warming(Start start, List<ReplicaLoad> loads) {
        Warmth warmth = Warmth.of(start.replica(), loads);
        double slowFor =
                warmth.slowUntil().map(until -> seconds(start.readyAt(), until)).orElse(0.0);
        return start.slowFor(Math.max(start.slowFor(), slowFor), warmth.settled());
    }

    private static boolean mayBeCold(Start start, Instant now) {
        return !start.settled()
                && !start.failed()
                && !now.isAfter(start.readyAt().plus(COLD_AT_MOST));
    }

    private static Overdue overdueIn(StartBook book, Map<String, UnderWay> going, Instant now) {
        Map<NodeKind, List<Double>> ages = new EnumMap<>(NodeKind.class);
        boolean waitsForRoom = false;
        for (UnderWay start : going.values()) {
            double age = seconds(start.headwaySince(), now);
            LeadTimeCurve curve = book.curve(new Question(Leg.WHOLE, start.node(), Optional.empty()));
            boolean goesOn = !start.again() && !start.isUnclaimed(now);
            if (goesOn && age > curve.at(LIKELY) && age <= StartBook.secondsOf(LONGEST)) {
                ages.computeIfAbsent(start.node(), kind -> new ArrayList<>()).add(age);
            }
            waitsForRoom |= start.waitsForRoom();
        }
        return new Overdue(ages, waitsForRoom);
    }

    private static OptionalDouble boundAfter(Instant created, Optional<Instant> bound) {
        return bound.map(at -> OptionalDouble.of(seconds(created, at))).orElse(OptionalDouble.empty());
    }

    /** Seconds from one instant to another; none where it lies before. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(0, StartBook.secondsOf(Duration.between(from, to)));
    }

    private static Duration bounded(double seconds) {
        double least = StartBook.secondsOf(SHORTEST);
        return ofSeconds(Math.min(Math.max(seconds, least), StartBook.secondsOf(LONGEST)));
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
