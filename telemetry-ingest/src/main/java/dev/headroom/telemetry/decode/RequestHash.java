// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.ByteString;
import dev.headroom.telemetry.EventId;

/**
 * Builds an {@link EventId} from a request's identity. Two lanes of 64 bits with different odd multipliers, each word mixed in by
 * MurmurHash3's 64-bit finalizer: well spread and cheap, but no defence against forged collisions.
 */
final class RequestHash {
    private static final long HIGH_MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long LOW_MULTIPLIER = 0xC2B2AE3D27D4EB4FL;

    private long high = HIGH_MULTIPLIER;
    private long low = LOW_MULTIPLIER;

    RequestHash with(long word) {
        high = mixed(high ^ word) * HIGH_MULTIPLIER;
        low = mixed(low + word) * LOW_MULTIPLIER;
        return this;
    }

    /** Takes the length in as well, so that {@code "ab", "c"} and {@code "a", "bc"} differ. */
    RequestHash with(ByteString bytes) {
        int length = bytes.size();
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << Byte.SIZE | (bytes.byteAt(i) & 0xFF);
            if (i % Long.BYTES == Long.BYTES - 1) {
                with(word);
                word = 0;
            }
        }
        return with(word).with(length);
    }

    /** The same for bytes that lie in a record. */
    RequestHash with(byte[] bytes, Slice slice) {
        int length = slice.length();
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << Byte.SIZE | (bytes[slice.from() + i] & 0xFF);
            if (i % Long.BYTES == Long.BYTES - 1) {
                with(word);
                word = 0;
            }
        }
        return with(word).with(length);
    }

    EventId toEventId() {
        return new EventId(mixed(high), mixed(low));
    }

    private static long mixed(long word) {
        long mixed = (word ^ word >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
