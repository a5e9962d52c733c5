// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A workload whose replicas start as a test says, and what was learnt of them. Time is in seconds since noon. */
final class ClusterFixture {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration USUAL = Duration.ofMinutes(2);
    static final String H100 = "NVIDIA-H100-80GB-HBM3";
    static final String L4 = "NVIDIA-L4";

    private final List<Replica> replicas = new ArrayList<>();
    private LeadTimes leadTimes = LeadTimes.remembering(LeadTimes.Memory.NONE, USUAL);

    static Instant at(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1000));
    }

    static Replica pending(String name, double created) {
        return new Replica(name, at(created), Optional.empty(), Optional.empty());
    }

    /** On a node that has long been there. */
    static Replica loading(String name, double created, double bound) {
        return on(pending(name, created), H100, created - 3600, bound);
    }

    static Replica on(Replica replica, String hardware, double nodeCreated, double bound) {
        Replica.Node node =
                new Replica.Node(Optional.of(hardware), Optional.of(at(nodeCreated)), Optional.of(at(bound)));
        return new Replica(replica.name(), replica.created(), Optional.of(node), replica.ready());
    }

    static Replica ready(Replica replica, double ready) {
        return new Replica(replica.name(), replica.created(), replica.node(), Optional.of(at(ready)));
    }

    /** On a warm node, bound after a second. */
    static Replica warmStart(String name, double created, double lasts) {
        return ready(loading(name, created, created + 1), created + lasts);
    }

    /** On a node that came into being when a third of the time was over. */
    static Replica newNodeStart(String name, double created, double lasts) {
        double bound = created + lasts / 3;
        return ready(on(pending(name, created), H100, bound - 20, bound), created + lasts);
    }

    static ReplicaLoad load(String replica, double from, long completed, double interTokenLatency) {
        return new ReplicaLoad(
                replica,
                new Interval(at(from), at(from + 10)),
                new ReplicaLoad.Requests(completed, 1000, 1000, 200),
                new ReplicaLoad.Latency(OptionalDouble.empty(), OptionalDouble.of(interTokenLatency)),
                new ReplicaLoad.Occupancy(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
    }

    /** What was learnt goes through what is written down. */
    ClusterFixture handedOver() {
        leadTimes = LeadTimes.remembering(leadTimes.memory(), USUAL);
        return this;
    }

    /** The cluster shows these, and no others. */
    ClusterFixture sees(double now, Replica... those) {
        replicas.clear();
        replicas.addAll(List.of(those));
        leadTimes = leadTimes.observing(replicas, List.of(), at(now));
        return this;
    }

    ClusterFixture hears(double now, ReplicaLoad... loads) {
        leadTimes = leadTimes.observing(replicas, List.of(loads), at(now));
        return this;
    }

    /** So many starts, one after the other, each seen from its beginning. */
    ClusterFixture warmStarts(int count, double lasts) {
        for (int start = 0; start < count; start++) {
            double created = -10_000 + start;
            sees(created + 1, loading("before-" + start, created, created + 1));
            sees(created + lasts, warmStart("before-" + start, created, lasts));
        }
        return this;
    }

    LeadTimes leadTimes() {
        return leadTimes;
    }

    double horizonSeconds() {
        return leadTimes.horizon().toMillis() / 1000.0;
    }

    SupplyOutlook outlook(double now) {
        return SupplyOutlook.of(leadTimes, Optional.of(replicas), OptionalInt.of(replicas.size()), at(now));
    }

    /** Replicas that will serve by then, as far as they may be counted on. */
    double servingWithin(double now, Duration ahead) {
        Supply supply = outlook(now).supply();
        double coming = supply.starting().stream()
                .filter(replica -> replica.expectedIn().compareTo(ahead) <= 0)
                .mapToDouble(Supply.Starting::credit)
                .sum();
        long going = supply.leaving().stream()
                .filter(replica -> replica.in().compareTo(ahead) <= 0)
                .count();
        return Math.max(0, supply.ready().orElseThrow() - (double) going) + coming;
    }
}
