// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.Supply.OnHardware;
import dev.headroom.scaler.supply.Supply.Starting;
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
 * What serves and what will, and which starts are stuck.
 *
 * <p>A start that is under way counts as over by the horizon at the latest: one that were asked for in its place would be no
 * sooner. Only one that is stuck loses that, the longest one, and none while a replica waits for room: another would wait beside
 * it.
 *
 * @param supply what serves and what will
 * @param stuck starts that take longer than nearly all did, the longest first
 */
public record SupplyOutlook(Supply supply, List<Stuck> stuck) {
    public SupplyOutlook {
        stuck = List.copyOf(stuck);
    }

    /**
     * A start that takes too long.
     *
     * @param replica its name
     * @param lasts for how long by now
     * @param limit how long nearly all take at most
     * @param hasNode whether it has a node
     * @param replaced whether another is wanted in its place
     */
    public record Stuck(String replica, Duration lasts, Duration limit, boolean hasNode, boolean replaced) {}

    /** A start and when it is stuck. */
    private record Judged(String replica, UnderWay start, Duration lasts, Duration limit) {
        boolean stuck() {
            return lasts.compareTo(limit) > 0;
        }
    }

    /**
     * The outlook.
     *
     * @param leadTimes what is known after these replicas were observed
     * @param replicas all there are; empty where pods cannot be seen
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
        int ready = 0;
        for (Replica replica : replicas) {
            if (replica.ready().isPresent()) {
                ready++;
                replica.hardware().ifPresent(hardware -> onHardware.merge(hardware, 1, Integer::sum));
            } else {
                starts.add(judged(leadTimes, replica, now));
            }
        }
        starts.sort(Comparator.comparing(Judged::lasts).reversed().thenComparing(Judged::replica));
        Optional<Judged> replaced = leadTimes.waitsForRoom()
                ? Optional.empty()
                : starts.stream().filter(Judged::stuck).findFirst();
        Duration horizon = leadTimes.horizon();
        List<Starting> starting = new ArrayList<>();
        List<Stuck> stuck = new ArrayList<>();
        for (Judged one : starts) {
            boolean lost = replaced.filter(one::equals).isPresent();
            Duration left = leadTimes.left(one.start(), now);
            Duration expected = lost || left.compareTo(horizon) < 0 ? left : horizon;
            Duration age = age(one.start().created(), now);
            starting.add(new Starting(one.replica(), one.start().hardware(), age, expected, lost ? 0 : 1));
            if (one.stuck()) {
                stuck.add(new Stuck(
                        one.replica(), one.lasts(), one.limit(), one.start().bound(), lost));
            }
        }
        return new SupplyOutlook(new Supply(wanted, OptionalInt.of(ready), starting, counted(onHardware)), stuck);
    }

    private static Judged judged(LeadTimes leadTimes, Replica replica, Instant now) {
        UnderWay start = leadTimes.underWay(replica.name()).orElseGet(() -> UnderWay.of(replica, false, now));
        return new Judged(replica.name(), start, age(start.since(), now), leadTimes.stuckAfter(start));
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
