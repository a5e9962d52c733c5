// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

/**
 * A policy with its parameters, ready to be set up.
 *
 * @param policy short id: {@code headroom}, {@code B0} to {@code B12}
 * @param name of the policy, for readers
 * @param variant how its parameters were found: {@code shipped}, {@code tuned}, …
 * @param knob its one aggressiveness parameter, 1 where it is as the variant says; above it buys more replicas
 * @param maker makes it for an episode
 */
public record PolicyVariant(String policy, String name, String variant, double knob, Maker maker) {
    /** Makes a policy for one episode. */
    @FunctionalInterface
    public interface Maker {
        /** A fresh policy; it has seen nothing yet. */
        ScalingPolicy make(SetUp setUp);
    }
}
