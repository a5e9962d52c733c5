// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.util.Map;

/**
 * The topic of the shared plans.
 *
 * @param topic its name
 * @param group consumer group; the member that owns the topic plans
 * @param replica name of this replica, another after each start
 * @param mostRecordBytes largest size of a decompressed record, in bytes
 * @param kafka settings of every Kafka client of the service: broker, TLS, SASL
 */
public record PlansTopicSettings(
        String topic, String group, String replica, int mostRecordBytes, Map<String, Object> kafka) {
    public PlansTopicSettings {
        kafka = Map.copyOf(kafka);
    }
}
