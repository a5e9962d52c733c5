// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Follows a path of ready replicas with hindsight: each pod is ordered just so long before it is needed as its own start-up will
 * take. Acts through the Deployment like everybody, once a second.
 */
final class AheadOrders implements ScalingPolicy {
    private final int[] replicasBySecond;

    private AheadOrders(int[] replicasBySecond) {
        this.replicasBySecond = replicasBySecond;
    }

    /**
     * Orders for a path.
     *
     * @param ready wanted; valleys narrower than a start-up must be filled already
     * @param leads what the k-th start will take
     * @param spareSeconds that each pod is ordered earlier still, where new pods are slow at first
     * @param seconds of the whole episode
     */
    static AheadOrders of(ReplicaPath ready, LeadDraws leads, int spareSeconds, int seconds) {
        List<Integer> neededAt = new ArrayList<>();
        for (int block = 1; block < ready.blocks(); block++) {
            for (int rise = ready.inBlock(block) - ready.inBlock(block - 1); rise > 0; rise--) {
                neededAt.add(block * ready.blockSeconds());
            }
        }
        int[] orderedAt = orders(neededAt, leads, spareSeconds);
        int[] replicas = new int[seconds + 1];
        int[] onOrder = new int[seconds + 1];
        for (int second = 0; second <= seconds; second++) {
            replicas[second] = ready.at(second);
        }
        for (int pod = 0; pod < orderedAt.length; pod++) {
            for (int second = orderedAt[pod]; second < Math.min(neededAt.get(pod), seconds + 1); second++) {
                replicas[second]++;
                onOrder[second]++;
            }
        }
        for (int second = 1; second <= seconds; second++) {
            if (onOrder[second] > 0) {
                // Kubernetes would end the pod on its way and not one that is ready.
                replicas[second] = Math.max(replicas[second], replicas[second - 1]);
            }
        }
        return new AheadOrders(replicas);
    }

    /** In the order of need; an order never overtakes the one before it, so that the k-th order is the k-th need. */
    private static int[] orders(List<Integer> neededAt, LeadDraws leads, int spareSeconds) {
        int[] orderedAt = new int[neededAt.size()];
        int earliest = Integer.MAX_VALUE;
        for (int pod = orderedAt.length - 1; pod >= 0; pod--) {
            earliest = Math.min(earliest, neededAt.get(pod) - leads.ofStart(pod) - spareSeconds);
            orderedAt[pod] = Math.max(0, earliest);
        }
        return orderedAt;
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        return OptionalInt.of(replicasBySecond[Math.min((int) now, replicasBySecond.length - 1)]);
    }

    @Override
    public String because() {
        return "the cheapest path that was found with hindsight";
    }
}
