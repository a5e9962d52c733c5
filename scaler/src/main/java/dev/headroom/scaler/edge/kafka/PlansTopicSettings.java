// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.util.Map;

/**
 * Where the shared plans are.
 *
 * @param topic its name
 * @param group of which one member owns the topic, and so plans
 * @param replica name of this replica, another after each start
 * @param mostRecordBytes what a record may take when decompressed, in bytes
 * @param kafka settings of every Kafka client of the service: broker, TLS, SASL
 */
public record PlansTopicSettings(
        String topic, String group, String replica, int mostRecordBytes, Map<String, Object> kafka) {
    public PlansTopicSettings {
        kafka = Map.copyOf(kafka);
    }
}
