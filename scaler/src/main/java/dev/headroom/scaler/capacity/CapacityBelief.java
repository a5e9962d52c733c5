// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.List;
import java.util.Optional;

/**
 * What is believed of a workload's replicas, by class of hardware, in plain figures that a model can be made of again.
 *
 * @param classes the class on which a new replica is expected first; empty where nothing is believed
 */
public record CapacityBelief(List<OfHardware> classes) {
    /** Nothing is known of what a replica carries. */
    public static final CapacityBelief NOTHING = new CapacityBelief(List.of());

    public CapacityBelief {
        classes = List.copyOf(classes);
    }

    /** What a serving profile says, whatever the hardware. */
    public static CapacityBelief of(ServingProfile profile) {
        return new CapacityBelief(List.of(new OfHardware(Optional.empty(), profile, Trust.PROFILE, 0)));
    }

    /** How it is known. */
    public enum Trust {
        /** Learnt from this workload's own telemetry. */
        LEARNT("learnt"),
        /** A serving profile that somebody measured. */
        PROFILE("profile"),
        /** What is usual for a GPU and a size of model. */
        PRIOR("prior");

        private final String word;

        Trust(String word) {
            this.word = word;
        }

        /** For people and meters. */
        public String word() {
            return word;
        }
    }

    /**
     * One class of hardware.
     *
     * @param hardware the class; empty where replicas are not told apart
     * @param profile what one replica does
     * @param trust how that is known
     * @param error relative standard error of the rate that a replica carries, as far as it can be told; 0 or more
     */
    public record OfHardware(Optional<String> hardware, ServingProfile profile, Trust trust, double error) {}

    /** The class on which a new replica is expected. */
    public Optional<OfHardware> next() {
        return classes.stream().findFirst();
    }
}
