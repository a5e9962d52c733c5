// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.util.List;
import java.util.Optional;

/**
 * A request or an answer as it was on the wire.
 *
 * @param startLine request line or status line
 * @param fields of the head
 * @param body chunks put together
 * @param trailers after the last chunk
 * @param whole whether it ended as its framing says
 */
public record Message(String startLine, List<Field> fields, Bytes body, List<Field> trailers, boolean whole) {
    /** The value of a field; empty when there is none. */
    public static Optional<String> value(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }

    /** Of a status line. */
    public int status() {
        return Integer.parseInt(startLine.split(" ", 3)[1]);
    }
}
