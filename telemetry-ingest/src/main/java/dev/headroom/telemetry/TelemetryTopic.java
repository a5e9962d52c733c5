// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.Set;

/**
 * A record's topic, and the namespaces that it may carry: a writer to a topic can only affect the workloads of its namespaces.
 *
 * @param name its name; empty text where records come from no topic
 * @param namespaces whose telemetry it carries; empty for all
 */
public record TelemetryTopic(String name, Set<String> namespaces) {
    /** Records of no topic, which may be about any namespace. */
    public static final TelemetryTopic NONE = new TelemetryTopic("", Set.of());

    public TelemetryTopic {
        namespaces = Set.copyOf(namespaces);
    }

    /** Whether its records may be about {@code namespace}. */
    public boolean permits(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }
}
