// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

/** Reads one format of telemetry records. Stateless, so safe to share. */
public interface Decoder {
    /**
     * Reads all that can be read.
     *
     * @param value a record's value, whatever it may hold
     * @return the read and the skipped parts; bad bytes are an outcome, never an exception
     */
    Decoded decode(byte[] value);

    /**
     * The same of a record with headers. Only formats that say something in headers look at them.
     *
     * @param headers the record's headers
     */
    default Decoded decode(byte[] value, RecordHeaders headers) {
        return decode(value);
    }
}
