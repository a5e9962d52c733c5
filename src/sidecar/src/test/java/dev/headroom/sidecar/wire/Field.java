// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One line of a head. */
public record Field(String name, String value) {
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Those that are about more than one connection. */
    public static List<Field> endToEnd(List<Field> fields) {
        return fields.stream()
                .filter(field -> !HOP_BY_HOP.contains(field.name.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
