// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.InvalidProtocolBufferException;

/** Reads Headroom's own event: one {@code RequestTelemetry} message a record. */
public final class NativeEventDecoder implements Decoder {
    @Override
    public Decoded decode(byte[] value) {
        try {
            return NativeEvent.decoded(NativeEvent.parse(value));
        } catch (InvalidProtocolBufferException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
    }
}
