// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import java.util.Map;

/**
 * How events reach Kafka.
 *
 * @param topic of the events
 * @param identity the server's identity
 * @param kafka the client's own settings
 */
public record PublishSettings(String topic, Identity identity, Map<String, Object> kafka) {
    public PublishSettings {
        kafka = Map.copyOf(kafka);
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException(
                    "headroom.sidecar.telemetry.topic must have 1 to 249 letters, digits, dots, dashes and underscores, was '"
                            + topic + "'");
        }
    }
}
