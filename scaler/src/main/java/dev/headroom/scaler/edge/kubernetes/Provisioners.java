// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.Replica.Claim;
import dev.headroom.scaler.supply.Replica.Departure;
import dev.headroom.scaler.supply.Replica.Prospect;
import dev.headroom.scaler.supply.Replica.Provisioning;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node provisioners and the nodes on their way: NodePools, NodeClaims, and the reservations that EC2NodeClasses found. Watches write;
 * any thread may ask.
 */
final class Provisioners implements PodDirectory.Shown {
    /** The scheduler binds pods to a node within seconds of its taking pods; until then the node is on its way to them. */
    private static final Duration BOUND_WITHIN = Duration.ofSeconds(60);

    /** How often claims are matched with pods; planning rounds come twice as often. */
    private static final Duration MATCHED_EVERY = Duration.ofSeconds(1);

    private static final Matched NOT_YET = new Matched(Instant.EPOCH, Map.of());

    private final NodeDirectory nodes;
    private final TemplateNeeds needs;
    private final NodeLabels labels;
    private final InstantSource clock;
    private final Seen seen;
    private final Map<String, NodePool> pools = new ConcurrentHashMap<>();
    private final Map<String, NodeClaim> claims = new ConcurrentHashMap<>();
    private final Map<String, NodeClaim> byNode = new ConcurrentHashMap<>();
    private final Map<String, List<Reservation>> reservations = new ConcurrentHashMap<>();
    private volatile Matched matched = NOT_YET;

    /** The matching of claims by the pods' uids, and its time. */
    private record Matched(Instant at, Map<String, NodeClaim> byPod) {}

    /**
     * The visible objects.
     *
     * @param pools whether NodePools are visible
     * @param claims whether NodeClaims are visible
     * @param pending pods without a node
     */
    record Seen(BooleanSupplier pools, BooleanSupplier claims, Supplier<Collection<PodEntry>> pending) {}

    Provisioners(NodeDirectory nodes, TemplateNeeds needs, NodeLabels labels, InstantSource clock, Seen seen) {
        this.nodes = nodes;
        this.needs = needs;
        this.labels = labels;
        this.clock = clock;
        this.seen = seen;
    }

    void putPool(GenericKubernetesResource pool) {
        if (pool.getMetadata().getDeletionTimestamp() == null) {
            pools.put(pool.getMetadata().getName(), NodePool.of(pool, labels));
        } else {
            // It makes no more nodes, and those that it made go with it.
            pools.remove(pool.getMetadata().getName());
        }
    }

    void removePool(SlimStore.Name name) {
        pools.remove(name.name());
    }

    void putClaim(GenericKubernetesResource seenNow) {
        NodeClaim claim = NodeClaim.of(seenNow, labels);
        forgetNodeOf(claims.put(claim.name(), claim));
        claim.node().ifPresent(node -> byNode.put(node, claim));
        matched = NOT_YET;
    }

    void removeClaim(SlimStore.Name name) {
        forgetNodeOf(claims.remove(name.name()));
        matched = NOT_YET;
    }

    private void forgetNodeOf(@Nullable NodeClaim claim) {
        if (claim != null) {
            claim.node().ifPresent(node -> byNode.remove(node, claim));
        }
    }

    void putNodeClass(GenericKubernetesResource nodeClass) {
        reservations.put(nodeClass.getMetadata().getName(), Reservation.in(nodeClass));
    }

    void removeNodeClass(SlimStore.Name name) {
        reservations.remove(name.name());
    }

    /** All NodePools, by name. */
    List<NodePool> pools() {
        return pools.values().stream()
                .sorted(Comparator.comparing(NodePool::name))
                .toList();
    }

    /** The replica that a pod is, or leads, with the cluster's next action for it. */
    @Override
    public Replica replica(PodEntry pod) {
        Replica plain = nodes.replica(pod);
        Prospect prospect = new Prospect(
                pod.node() == null ? provisioningOf(pod) : Optional.empty(),
                Optional.ofNullable(pod.node()).flatMap(this::departureOf));
        return prospect.equals(Prospect.UNKNOWN) ? plain : plain.with(prospect);
    }

    /** Known only where a NodePool might make a node for it; any other provisioner cannot be seen. */
    private Optional<Provisioning> provisioningOf(PodEntry pod) {
        Optional<PodNeeds> asked = needsOf(pod);
        if (asked.isEmpty()
                || !seen.pools().getAsBoolean()
                || !seen.claims().getAsBoolean()
                || pools.values().stream().allMatch(pool -> pool.offer().excludes(asked.get()))) {
            return Optional.empty();
        }
        NodeClaim claim = matched().get(pod.uid());
        return Optional.of(new Provisioning(Optional.ofNullable(claim)
                .map(found -> new Claim(
                        found.name(),
                        found.created(),
                        found.hardware(),
                        found.course().launched(),
                        found.course().waitsFor().isEmpty()
                                ? "ready"
                                : found.course().waitsFor()))));
    }

    private Optional<PodNeeds> needsOf(PodEntry pod) {
        ScaleTarget target = pod.target();
        return target == null ? Optional.empty() : needs.of(target, pod.leads());
    }

    private Map<String, NodeClaim> matched() {
        Instant now = clock.instant();
        Matched known = matched;
        if (known.at().plus(MATCHED_EVERY).isAfter(now) && !known.at().isAfter(now)) {
            return known.byPod();
        }
        Map<String, NodeClaim> newest = match(now);
        matched = new Matched(now, newest);
        return newest;
    }

    /** The oldest pod gets the oldest claim that has room for it: so Karpenter asked for them. */
    private Map<String, NodeClaim> match(Instant now) {
        List<NodeClaim> coming = claims.values().stream()
                .filter(claim -> isComing(claim, now))
                .sorted(Comparator.comparing(NodeClaim::created).thenComparing(NodeClaim::name))
                .toList();
        Map<String, NodeClaim> byPod = new HashMap<>();
        if (coming.isEmpty()) {
            return byPod;
        }
        List<Room> rooms = coming.stream().map(Room::new).toList();
        seen.pending().get().stream()
                .sorted(Comparator.comparing(PodEntry::created).thenComparing(PodEntry::uid))
                .forEach(pod -> needsOf(pod)
                        .ifPresent(asked -> rooms.stream()
                                .filter(room -> room.takes(asked))
                                .findFirst()
                                .ifPresent(room -> byPod.put(pod.uid(), room.claim))));
        return byPod;
    }

    /** The remaining room on a node that is on its way. */
    private static final class Room {
        private final NodeClaim claim;
        private final Map<String, Integer> free;

        Room(NodeClaim claim) {
            this.claim = claim;
            this.free = new HashMap<>(claim.devices());
        }

        /** Whether there is room for a pod, which then has it. */
        boolean takes(PodNeeds asked) {
            boolean fits = !claim.offer().excludes(asked)
                    && asked.accelerators().entrySet().stream()
                            .allMatch(need -> free.getOrDefault(need.getKey(), 0) >= need.getValue());
            if (fits) {
                asked.accelerators().forEach((name, count) -> free.merge(name, -count, Integer::sum));
            }
            return fits;
        }
    }

    private static boolean isComing(NodeClaim claim, Instant now) {
        return !claim.course().leaving()
                && claim.course()
                        .initialized()
                        .map(since -> since.plus(BOUND_WITHIN).isAfter(now))
                        .orElse(true);
    }

    /** The first event that takes a node away. */
    private Optional<Departure> departureOf(String name) {
        NodeDirectory.Known node = nodes.known(name);
        if (node.disrupted()) {
            return Optional.of(new Departure(Instant.EPOCH, "node " + name + " is being removed"));
        }
        Optional<Departure> block = node.reservation().flatMap(this::endOf);
        Optional<Departure> age = Optional.ofNullable(byNode.get(name))
                .flatMap(claim -> claim.course().expires())
                .map(at -> new Departure(at, "node " + name + " expires at " + at));
        return block.isPresent()
                        && age.isPresent()
                        && age.get().at().isBefore(block.get().at())
                ? age
                : block.or(() -> age);
    }

    private Optional<Departure> endOf(String reservation) {
        return reservations.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.id().equals(reservation))
                .map(Reservation::departure)
                .min(Comparator.comparing(Departure::at));
    }
}
