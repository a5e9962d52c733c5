// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.util.Set;

/**
 * One Kafka record.
 *
 * @param topic where it is written
 * @param writtenAt when it is in the log, in seconds since the episode's start
 * @param value its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Records are handed on, never compared.
public record ProducedRecord(Topic topic, double writtenAt, byte[] value) {
    /** The topics that the service reads, each with its format. */
    @SuppressWarnings("ImmutableEnumChecker") // Decoders have no state, but cannot say so.
    public enum Topic {
        /** Spans of ended requests. */
        SPANS("llm.spans", new OtlpSpanDecoder()),
        /** Scraped metrics. */
        METRICS("llm.metrics", new ServerMetricsDecoder()),
        /** Headroom's own events. */
        EVENTS("llm.requests", new NativeEventDecoder());

        private final TelemetryTopic inKafka;
        private final Decoder decoder;

        Topic(String word, Decoder decoder) {
            this.inKafka = new TelemetryTopic(word, Set.of());
            this.decoder = decoder;
        }

        /** Its name in Kafka. */
        public String word() {
            return inKafka.name();
        }

        TelemetryTopic inKafka() {
            return inKafka;
        }

        Decoder decoder() {
            return decoder;
        }
    }

    ProducedRecord at(double time) {
        return new ProducedRecord(topic, time, value);
    }
}
