// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.json.JsonValues;
import dev.headroom.telemetry.decode.json.WantedNames;
import java.io.IOException;

/**
 * Reads Headroom's own event as JSON: one object a record. Names are those of {@code telemetry.proto}, and {@code target} may hold
 * {@code pod_uid} and {@code pod_ip}, too. Enums are words in any case; whole numbers may be written as text or with a fraction of zero.
 * Unknown fields are ignored. A wanted text longer than 8 KiB, and objects nested deeper than 32, are not of the format.
 */
public final class NativeEventJsonDecoder implements Decoder {
    private static final WantedNames FIELDS = WantedNames.named(NativeEventJson.fieldsAt(""));

    @Override
    public Decoded decode(byte[] value) {
        try {
            return NativeEvent.decoded(NativeEventJson.eventOf(new NamedValues(JsonValues.ofObject(value, FIELDS))));
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
    }
}
