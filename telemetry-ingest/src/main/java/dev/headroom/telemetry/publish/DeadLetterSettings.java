// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.util.Set;

/**
 * Where dead letters go.
 *
 * @param topic the topic
 * @param reasons for which a record is set aside
 * @param mostBytes that wait for the broker at most; beyond it the oldest are given up
 */
public record DeadLetterSettings(String topic, Set<String> reasons, long mostBytes) {
    public DeadLetterSettings {
        reasons = Set.copyOf(reasons);
        if (topic.isBlank()) {
            throw new IllegalArgumentException("headroom.dead-letters.topic must name a topic, was blank");
        }
    }
}
