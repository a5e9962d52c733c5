// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.Replica.Departure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Capacity Block: machines that are reserved for a time, and taken away before its end.
 *
 * @param id by which nodes name it
 * @param end when the time is over
 * @param ultraServer whether its machines are parts of one, which are taken away sooner
 */
record Reservation(String id, Instant end, boolean ultraServer) {
    /** The type, as nodes and EC2NodeClasses say it; machines of other reservations run on after the end. */
    static final String CAPACITY_BLOCK = "capacity-block";

    /** Karpenter drains 10 min before EC2 begins to end machines, and EC2 begins 30 min before the end; */
    private static final Duration DRAINED_BEFORE = Duration.ofMinutes(40);

    /** 60 min before where they are parts of an UltraServer. */
    private static final Duration ULTRA_SERVER_DRAINED_BEFORE = Duration.ofMinutes(70);

    private static final List<String> ULTRA_SERVER_FAMILIES = List.of("p6e-", "trn2u.");

    /** Those that an EC2NodeClass found. */
    static List<Reservation> in(GenericKubernetesResource nodeClass) {
        return Untyped.of(nodeClass).at("status").list("capacityReservations").stream()
                .flatMap(Reservation::of)
                .toList();
    }

    private static Stream<Reservation> of(Untyped found) {
        boolean block =
                found.text("reservationType").filter(CAPACITY_BLOCK::equals).isPresent();
        String type = found.text("instanceType").orElse("");
        return block && found.text("id").isPresent() && found.instant("endTime").isPresent()
                ? Stream.of(new Reservation(
                        found.text("id").get(),
                        found.instant("endTime").get(),
                        ULTRA_SERVER_FAMILIES.stream().anyMatch(type::startsWith)))
                : Stream.empty();
    }

    /** When its nodes go. */
    Departure departure() {
        return new Departure(
                end.minus(ultraServer ? ULTRA_SERVER_DRAINED_BEFORE : DRAINED_BEFORE),
                "Capacity Block " + id + " ends at " + end);
    }
}
