// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One moment of a planner that nobody listens to. What is not known is empty, and has no line there.
 *
 * @param timeSeconds since the record's start
 * @param answer replicas that KEDA would have been told
 * @param ready replicas that served
 * @param rates requests a second
 * @param hands what the servers had in their hands
 * @param observedSeconds what each objective's percentile got, in the order of the promises
 * @param because why it answered so, in one sentence; may be empty
 */
public record ShadowPoint(
        double timeSeconds,
        OptionalInt answer,
        OptionalInt ready,
        Rates rates,
        Hands hands,
        List<OptionalDouble> observedSeconds,
        String because) {
    public ShadowPoint {
        observedSeconds = List.copyOf(observedSeconds);
    }

    /**
     * Requests a second.
     *
     * @param arrivals of all replicas
     * @param capacity that the planner believes a replica carries
     * @param carried that a replica carried
     */
    public record Rates(OptionalDouble arrivals, OptionalDouble capacity, OptionalDouble carried) {}

    /**
     * Sequences at the servers.
     *
     * @param running in their batches
     * @param waiting for a place in one
     */
    public record Hands(OptionalDouble running, OptionalDouble waiting) {}
}
