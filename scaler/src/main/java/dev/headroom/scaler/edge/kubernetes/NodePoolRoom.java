// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.telemetry.ScaleTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * How many replicas NodePools may ever make room for. There is a bound only where it is certain. There is no bound where a NodePool that
 * could host a replica has no limit, or where something needed cannot be seen. The same holds where a node with such devices has no
 * NodePool, or its NodePool is gone.
 */
final class NodePoolRoom {
    private final Provisioners provisioners;
    private final NodeDirectory nodes;
    private final TemplateNeeds needs;
    private final BooleanSupplier seen;

    /** Asks these, while {@code seen}. */
    NodePoolRoom(Provisioners provisioners, NodeDirectory nodes, TemplateNeeds needs, BooleanSupplier seen) {
        this.provisioners = provisioners;
        this.nodes = nodes;
        this.needs = needs;
        this.seen = seen;
    }

    /** The bound for replicas of a target. */
    Optional<Room> roomFor(ScaleTarget target) {
        return seen.getAsBoolean() ? needs.of(target).flatMap(this::roomFor) : Optional.empty();
    }

    private Optional<Room> roomFor(List<PodNeeds> pods) {
        Optional<NodePool.Replica> replica = replicaOf(pods);
        List<NodePool> pools = provisioners.pools();
        Set<String> known = pools.stream().map(NodePool::name).collect(Collectors.toSet());
        return replica.filter(one -> !nodes.othersHave(one.resource(), known))
                .flatMap(one -> roomFor(one, pods, pools));
    }

    private Optional<Room> roomFor(NodePool.Replica replica, List<PodNeeds> pods, List<NodePool> pools) {
        List<String> names = new ArrayList<>();
        long sum = 0;
        for (NodePool pool : pools) {
            if (pods.stream().allMatch(pool.offer()::excludes)) {
                continue;
            }
            OptionalInt most = pool.most(replica, nodes.mostOnNodesOf(pool.name(), replica.resource()));
            if (most.isEmpty()) {
                return Optional.empty();
            }
            names.add(pool.name());
            sum += most.getAsInt();
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Room((int) Math.min(sum, Integer.MAX_VALUE), names, replica.resource(), replica.each()));
    }

    /** Of several kinds of devices, or none, nothing can be counted. */
    private static Optional<NodePool.Replica> replicaOf(List<PodNeeds> pods) {
        String resource = "";
        int each = 0;
        for (PodNeeds pod : pods) {
            for (Map.Entry<String, Integer> device : pod.accelerators().entrySet()) {
                if (!resource.isEmpty() && !resource.equals(device.getKey())) {
                    return Optional.empty();
                }
                resource = device.getKey();
                each += device.getValue();
            }
        }
        return each > 0 ? Optional.of(new NodePool.Replica(resource, each, pods.size() == 1)) : Optional.empty();
    }
}
