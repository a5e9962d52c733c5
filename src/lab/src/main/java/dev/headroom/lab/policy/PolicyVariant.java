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

    /** A maker with an aggressiveness knob. */
    @FunctionalInterface
    public interface Turnable {
        /**
         * A fresh policy; it has seen nothing yet.
         *
         * @param setUp what it is sized from
         * @param knob 1 as its variant says; above it buys more replicas
         */
        ScalingPolicy make(SetUp setUp, double knob);
    }

    /** A variant with a knob that stands at 1. */
    public static PolicyVariant turnable(String policy, String name, String variant, Turnable maker) {
        return new PolicyVariant(policy, name, variant, 1, new Turned(maker, 1));
    }

    /**
     * The same policy, more or less aggressive.
     *
     * @param value of the knob; above 1 it buys more replicas than at 1
     * @throws UnsupportedOperationException where it has none
     */
    public PolicyVariant withKnob(double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("knob must be above 0 and finite, was " + value);
        }
        if (maker instanceof Turned turned) {
            return new PolicyVariant(policy, name, variant, value, new Turned(turned.maker(), value));
        }
        throw new UnsupportedOperationException("policy " + policy + " has no knob");
    }

    private record Turned(Turnable maker, double knob) implements Maker {
        @Override
        public ScalingPolicy make(SetUp setUp) {
            return maker.make(setUp, knob);
        }
    }
}
