// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka record as it was read.
 *
 * @param topic its name
 * @param partition 0 or more
 * @param offset in its partition, 0 or more
 * @param timestampMillis Unix time, as the topic is set of its creation or of its append; below 0 where it has none
 * @param key empty where it has none
 * @param headers in their order
 * @param value empty for a tombstone
 */
public record DumpedRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        Optional<ByteString> key,
        List<Header> headers,
        Optional<ByteString> value) {
    public DumpedRecord {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must be 0 or more, were " + partition + " and " + offset);
        }
        headers = List.copyOf(headers);
    }

    /** A header; one without a value is not one with an empty value. */
    public record Header(String name, Optional<ByteString> value) {}

    /** Never what is in it. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
