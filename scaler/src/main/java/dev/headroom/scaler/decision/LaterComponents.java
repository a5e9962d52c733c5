// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Components that records got after decisions had been written without them, and what leaving them out meant. */
final class LaterComponents {
    private static final Map<Component, Object> MEANT = Map.of(
            new Component(SloPolicy.Terms.class, "forecastOnly"), SloPolicy.Terms.DEFAULT.forecastOnly(),
            new Component(CapacityFacts.class, "profileAbsent"), Optional.empty());

    private LaterComponents() {}

    /** One component of a record. */
    private record Component(Class<?> type, String name) {}

    /** Whether the record was written before it had this component. */
    static boolean isUnsaid(Class<?> type, String name, JsonNode node) {
        return !node.has(name) && MEANT.containsKey(new Component(type, name));
    }

    /** What leaving it out meant. */
    static Object valueOf(Class<?> type, String name) {
        return Objects.requireNonNull(MEANT.get(new Component(type, name)), name);
    }
}
