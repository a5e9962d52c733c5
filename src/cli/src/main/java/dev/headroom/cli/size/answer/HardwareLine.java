// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.BelievedProfile;
import dev.headroom.cli.size.hardware.HardwareOffer;
import dev.headroom.cli.size.hardware.MemoryFit;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.scaler.whatif.ModelledReplica;
import dev.headroom.scaler.whatif.ReplicaRates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hardware that keeps the promise.
 *
 * @param offer its node
 * @param devices of one replica
 * @param fit of the model; empty where the question does not describe it
 * @param believed performance of a replica
 * @param replica the same under the promise
 * @param rates of one replica
 * @param range the fewest and most replicas by the error bar
 * @param pay the way to pay
 * @param notes why the figures may be off, each a sentence
 */
public record HardwareLine(
        HardwareOffer offer,
        int devices,
        Optional<MemoryFit> fit,
        BelievedProfile believed,
        ModelledReplica replica,
        ReplicaRates rates,
        ReplicaRange range,
        Pay pay,
        List<String> notes) {
    public HardwareLine {
        notes = List.copyOf(notes);
    }

    /**
     * Replicas by the error bar.
     *
     * @param least if the hardware is as fast as the bar allows
     * @param most if it is as slow; empty where the promise is then infeasible
     */
    public record ReplicaRange(int least, OptionalInt most) {
        /** Whether the error bar changes the number. */
        boolean isWide() {
            return most.isEmpty() || most.getAsInt() > least;
        }
    }

    /** For a load. */
    public NodeFleet fleet(double requestsPerSecond) {
        return fleet(requestsPerSecond, pay);
    }

    /** For a load, paid in another way. */
    NodeFleet fleet(double requestsPerSecond, Pay way) {
        return NodeFleet.of(offer, devices, rates.booked(), requestsPerSecond, way);
    }

    /** Its cost; empty where the price is not known. */
    Optional<Cost> cost(WorkloadModel workload) {
        return offer.price(pay).isEmpty()
                ? Optional.empty()
                : Optional.of(Cost.of(
                        fleet(workload.peakRequestsPerSecond()).usdPerHour().orElseThrow(),
                        fleet(workload.meanRequestsPerSecond()).usdPerHour().orElseThrow(),
                        workload));
    }

    /** Requests in flight on one replica at its booked rate. */
    double inFlight() {
        return replica.binding().capacity().concurrency()
                * Math.min(1, rates.booked() / replica.binding().capacity().requestsPerSecond());
    }
}
