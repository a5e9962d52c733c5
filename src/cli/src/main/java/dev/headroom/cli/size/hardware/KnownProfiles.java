// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.scaler.capacity.ServingProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The measured profiles of a question, with the devices on which they were measured.
 *
 * @param profiles at least one
 */
public record KnownProfiles(List<Known> profiles) {
    public KnownProfiles {
        profiles = List.copyOf(profiles);
    }

    /**
     * A measured profile.
     *
     * @param profile of it
     * @param offer its hardware in the catalogue; empty where the catalogue lacks it
     */
    public record Known(ServingProfile profile, Optional<HardwareOffer> offer) {
        private boolean isOf(HardwareOffer other, int devices) {
            return profile.gpus() == devices && Catalogue.isOf(other, profile.hardware());
        }

        private boolean leadsTo(HardwareOffer other) {
            return offer.filter(from -> from.accelerator().isComparable()
                            && other.accelerator().isComparable()
                            && from.isOfNvidia()
                            && other.isOfNvidia())
                    .isPresent();
        }

        /** How far the other hardware is: by bandwidth first, then by the number of devices. */
        private double distance(HardwareOffer other, int devices) {
            double bandwidth = other.accelerator().bandwidthGbPerSecond().orElseThrow()
                    / offer.orElseThrow().accelerator().bandwidthGbPerSecond().orElseThrow();
            return 10 * Math.abs(Math.log(bandwidth)) + Math.abs(Math.log((double) devices / profile.gpus()));
        }
    }

    /** Of profiles and a catalogue. */
    public static KnownProfiles of(List<ServingProfile> profiles, Catalogue catalogue) {
        return new KnownProfiles(profiles.stream()
                .map(profile -> new Known(profile, catalogue.named(profile.hardware())))
                .toList());
    }

    /** The measured profile of a replica; empty where none was measured on this hardware. */
    public Optional<BelievedProfile> measuredOn(HardwareOffer offer, int devices) {
        return profiles.stream()
                .filter(known -> known.isOf(offer, devices))
                .findFirst()
                .map(known -> new BelievedProfile(
                        known.profile(),
                        "measured: " + known.profile().name().name(),
                        TimeRange.MEASURED,
                        TimeRange.MEASURED));
    }

    /** The estimate for a replica, from the profile of the nearest hardware; empty where none can be compared. */
    public Optional<BelievedProfile> estimatedOn(HardwareOffer offer, int devices) {
        return profiles.stream()
                .filter(known -> known.leadsTo(offer))
                .min(Comparator.comparingDouble(known -> known.distance(offer, devices)))
                .map(known -> ProfileScaling.of(
                        known.profile(), known.offer().orElseThrow().accelerator(), offer, devices));
    }
}
