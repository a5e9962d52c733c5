// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.HardwareOffer;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.scaler.capacity.CapacityLimits;
import java.util.OptionalDouble;

/**
 * Whole replicas on whole nodes.
 *
 * @param replicas at least 1
 * @param nodes that hold them
 * @param usdPerHour of the nodes; empty where the price is not known
 */
public record NodeFleet(int replicas, long nodes, OptionalDouble usdPerHour) {
    /** For a load. */
    static NodeFleet of(HardwareOffer offer, int devices, double perReplica, double requestsPerSecond, Pay pay) {
        int replicas = Math.max(1, CapacityLimits.replicasFor(requestsPerSecond, perReplica));
        long nodes = offer.nodesFor(replicas, devices);
        OptionalDouble price = offer.price(pay);
        return new NodeFleet(
                replicas, nodes, price.isPresent() ? OptionalDouble.of(price.getAsDouble() * nodes) : price);
    }
}
