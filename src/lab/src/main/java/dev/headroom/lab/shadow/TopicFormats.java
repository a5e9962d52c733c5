// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.TelemetryFormats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds out what each topic of a dump carries, for a dump does not say how the service was set up. A topic carries what the first
 * decoder reads in its first record of which any decoder can read something. One thread.
 */
final class TopicFormats {
    /** All that the service can be set up to read, the usual ones first, and JSON after what is not. */
    private static final List<Decoder> ALL = Stream.of(false, true)
            .flatMap(isJson -> TelemetryFormats.ALL.stream().map(format -> format.decoder(isJson)))
            .distinct()
            .toList();

    private final Map<String, Decoder> known = new HashMap<>();

    /** The decoder of a topic, of which a record is at hand; while none can read anything, the first, which counts what it skips. */
    Decoder of(String topic, byte[] value, RecordHeaders headers) {
        Decoder decoder = known.get(topic);
        if (decoder != null) {
            return decoder;
        }
        for (Decoder each : ALL) {
            if (reads(each.decode(value, headers))) {
                known.put(topic, each);
                return each;
            }
        }
        return ALL.get(0);
    }

    private static boolean reads(Decoded decoded) {
        return !decoded.observations().isEmpty() || !decoded.readings().isEmpty();
    }
}
