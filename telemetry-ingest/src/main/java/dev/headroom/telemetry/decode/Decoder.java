// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

/** Reads one format of telemetry records. Stateless, so safe to share. */
public interface Decoder {
    /**
     * Reads all that can be read.
     *
     * @param value a record's value, whatever it may hold
     * @return what was read and what was skipped; bad bytes are an outcome, never an exception
     */
    Decoded decode(byte[] value);

    /**
     * The same of a record with headers. Only formats that say something in headers look at them.
     *
     * @param headers what the record says beside its value
     */
    default Decoded decode(byte[] value, RecordHeaders headers) {
        return decode(value);
    }
}
