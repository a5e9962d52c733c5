// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * What a fleet is, before it has a pod.
 *
 * @param template of its pods
 * @param routing in front of them
 * @param faults that it will meet
 */
public record FleetSetUp(PodTemplate template, Routing routing, Faults faults) {
    /** Routed by outstanding tokens, without faults. */
    public static FleetSetUp of(PodTemplate template) {
        return new FleetSetUp(template, Routing.LEAST_OUTSTANDING_TOKENS, Faults.NONE);
    }

    /** With another router. */
    public FleetSetUp routed(Routing other) {
        return new FleetSetUp(template, other, faults);
    }

    /** With faults. */
    public FleetSetUp with(Faults others) {
        return new FleetSetUp(template, routing, others);
    }
}
