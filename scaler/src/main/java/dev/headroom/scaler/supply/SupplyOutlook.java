// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.Supply.OnHardware;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Leaving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Present and future replicas, and which starts are stuck.
 *
 * <p>A start that is under way counts as over by the horizon at the latest: a replacement that is requested now would be no sooner. Only
 * the longest stuck start loses that credit, and none does while a replica waits for room: another would wait beside it. A start without a
 * node being made does not count at all, and is not replaced either.
 *
 * @param supply present and future replicas
 * @param stuck starts that take longer than twice the likely time of their kind, the longest first
 */
public record SupplyOutlook(Supply supply, List<Stuck> stuck) {
    public SupplyOutlook {
        stuck = List.copyOf(stuck);
    }

    /** A replacement is requested earlier than it likely needs by this margin: one start in five exceeds a lead time. */
    static final Duration LEAVING_MARGIN = Duration.ofMinutes(5);

    /**
     * A start that takes too long.
     *
     * @param replica its name
     * @param lasts for how long by now
     * @param limit how long a start of its kind takes at most before it is stuck
     * @param hasNode whether it has a node
     * @param replaced whether another is wanted in its place
     * @param awaits the reason for its wait, where that can be seen
     */
    public record Stuck(
            String replica,
            Duration lasts,
            Duration limit,
            boolean hasNode,
            boolean replaced,
            Optional<Supply.Wait> awaits) {
        /** A start without a visible wait. */
        public Stuck(String replica, Duration lasts, Duration limit, boolean hasNode, boolean replaced) {
            this(replica, lasts, limit, hasNode, replaced, Optional.empty());
        }
    }

    /**
     * A start and when it is stuck.
     *
     * @param counts whether a node is on its way to it, and none goes before it may be counted on
     */
    private record Judged(
            StartsInProgress start, Duration lasts, Duration limit, Optional<Supply.Wait> awaits, boolean counts) {
        String replica() {
            return start.replica().name();
        }

        boolean stuck() {
            return lasts.compareTo(limit) > 0;
        }
    }

    /**
     * Computes the supply and its stuck starts.
     *
     * @param leadTimes lead times after these replicas were observed
     * @param replicas all existing ones; empty where pods cannot be seen
     * @param wanted replicas of the scale target; empty where that is not known
     * @param now the instant of the observation
     */
    public static SupplyOutlook of(
            LeadTimes leadTimes, Optional<List<Replica>> replicas, OptionalInt wanted, Instant now) {
        return replicas.map(seen -> seen(leadTimes, seen, wanted, now))
                .orElseGet(() -> new SupplyOutlook(Supply.wanted(wanted), List.of()));
    }

    private static SupplyOutlook seen(LeadTimes leadTimes, List<Replica> replicas, OptionalInt wanted, Instant now) {
        List<Judged> starts = new ArrayList<>();
        Map<String, Integer> onHardware = new HashMap<>();
        List<Leaving> leaving = new ArrayList<>();
        int ready = 0;
        for (Replica replica : replicas) {
            Optional<Leaving> leaves = leaving(leadTimes, replica, now);
            leaves.ifPresent(leaving::add);
            if (replica.ready().isPresent()) {
                ready++;
                replica.hardware().ifPresent(hardware -> onHardware.merge(hardware, 1, Integer::sum));
            } else {
                starts.add(judged(leadTimes, replica, leaves.isPresent(), now));
            }
        }
        starts.sort(Comparator.comparing(Judged::lasts).reversed().thenComparing(Judged::replica));
        leaving.sort(Comparator.comparing(Leaving::in).thenComparing(Leaving::name));
        Optional<Judged> replaced = leadTimes.waitsForRoom()
                ? Optional.empty()
                : starts.stream().filter(one -> one.stuck() && one.counts()).findFirst();
        List<Starting> starting = new ArrayList<>();
        List<Stuck> stuck = new ArrayList<>();
        for (Judged one : starts) {
            boolean lost = replaced.filter(one::equals).isPresent();
            starting.add(starting(leadTimes, one, lost, now));
            if (one.stuck()) {
                stuck.add(new Stuck(
                        one.replica(), one.lasts(), one.limit(), one.start().isBound(), lost, one.awaits()));
            }
        }
        Supply supply = new Supply(wanted, OptionalInt.of(ready), starting, counted(onHardware), around(leaving));
        return new SupplyOutlook(supply, stuck);
    }

    private static Optional<Surroundings> around(List<Leaving> leaving) {
        return leaving.isEmpty()
                ? Optional.empty()
                : Optional.of(new Surroundings(leaving, Optional.empty(), Optional.empty()));
    }

    /** One whose node goes before another that is asked for now could surely serve. */
    private static Optional<Leaving> leaving(LeadTimes leadTimes, Replica replica, Instant now) {
        Instant horizon = now.plus(leadTimes.horizon()).plus(LEAVING_MARGIN);
        return replica.prospect()
                .departure()
                .filter(departure -> !departure.at().isAfter(horizon))
                .map(departure -> new Leaving(replica.pod(), age(now, departure.at()), departure.cause()));
    }

    private static Starting starting(LeadTimes leadTimes, Judged one, boolean lost, Instant now) {
        boolean counts = one.counts() && !lost;
        Duration left = leadTimes.left(one.start(), now);
        Duration horizon = leadTimes.horizon();
        Replica replica = one.start().replica();
        return new Starting(
                replica.pod(),
                replica.hardware(),
                age(replica.created(), now),
                !counts || left.compareTo(horizon) < 0 ? left : horizon,
                counts ? 1 : 0,
                one.awaits());
    }

    private static Judged judged(LeadTimes leadTimes, Replica replica, boolean leaves, Instant now) {
        StartsInProgress start =
                leadTimes.underWay(replica.name()).orElseGet(() -> StartsInProgress.of(replica, false, now));
        return new Judged(
                start,
                age(start.since(), now),
                leadTimes.stuckAfter(start, now),
                waitOf(start, now),
                !leaves && !start.isUnclaimed(now));
    }

    private static Optional<Supply.Wait> waitOf(StartsInProgress start, Instant now) {
        if (start.provisioning().isEmpty()) {
            return Optional.empty();
        }
        boolean unclaimed = start.isUnclaimed(now);
        long waited = age(start.replica().created(), now).toSeconds();
        String sentence = start.replica()
                .claim()
                .map(claim -> "waits for NodeClaim " + claim.name() + " (" + claim.stage() + ")"
                        + (unclaimed ? ", which has no machine after " + waited + " s" : ""))
                .orElse("has waited " + waited + " s for a node, and no NodeClaim exists for it");
        return Optional.of(new Supply.Wait(!unclaimed, sentence));
    }

    private static List<OnHardware> counted(Map<String, Integer> onHardware) {
        return onHardware.entrySet().stream()
                .map(entry -> new OnHardware(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(OnHardware::ready).reversed().thenComparing(OnHardware::hardware))
                .toList();
    }

    private static Duration age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
