// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/**
 * How a dump is laid out, all of it gzipped. Numbers are protobuf varints (signed ones in zigzag), texts are UTF-8 behind their length.
 *
 * <pre>
 * the 14 bytes of MAGIC · version · a text that says this for people
 * a record:   1 · topic (text) · partition · offset · timestamp (signed) · key (bytes) · number of headers
 *             · for each header: name (text), value (bytes) · value (bytes)
 * the end:    0 · number of records
 * </pre>
 *
 * Bytes are behind their length plus one; 0 there says that there are none, which is not the same as empty ones. Without the end, a
 * dump is known to be cut off.
 */
final class DumpFormat {
    /** What a dump begins with, once unzipped. */
    static final ByteString MAGIC = ByteString.copyFrom("HEADROOM-DUMP\n", StandardCharsets.US_ASCII);

    static final int VERSION = 1;
    static final int RECORD = 1;
    static final int END = 0;
    /** For those who find the file and have no Headroom. */
    static final String IN_WORDS =
            "Kafka records: tag 1, topic, partition, offset, timestamp ms (zigzag), key, headers (count,"
                    + " name, value), value; then tag 0, record count. Integers are protobuf varints, texts UTF-8 behind their length,"
                    + " keys and values behind their length plus one, 0 for none.\n";

    private DumpFormat() {}
}
