// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.scaler.capacity.ServingProfile;

/**
 * The performance that one replica is believed to have.
 *
 * @param profile of it
 * @param basis its origin in one sentence
 * @param decode error bar of the time of a decoding step
 * @param prefill error bar of the time of prompts
 */
public record BelievedProfile(ServingProfile profile, String basis, TimeRange decode, TimeRange prefill) {
    /** Whether it was measured on this hardware. */
    public boolean isMeasured() {
        return !decode.isWide() && !prefill.isWide();
    }

    /** The profile at the lower end of the error bar. */
    public ServingProfile fastest() {
        return ProfileScaling.slowed(profile, prefill.least(), decode.least());
    }

    /** The profile at the upper end of the error bar. */
    public ServingProfile slowest() {
        return ProfileScaling.slowed(profile, prefill.most(), decode.most());
    }
}
