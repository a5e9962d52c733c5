// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Fields that are about one connection and go no further (RFC 9110, 7.6.1); all others are passed on as they are, in their order. Two
 * things a proxy might do are left out, for nothing is to be changed: it adds neither Via nor X-Forwarded-For.
 */
final class HopByHop {
    private static final Set<String> ALWAYS =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    private HopByHop() {}

    /** Copies what goes further. */
    static void copy(MultiMap from, MultiMap to) {
        Set<String> named = namedIn(from.getAll(HttpHeaders.CONNECTION));
        for (Map.Entry<String, String> field : from) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!ALWAYS.contains(name) && !named.contains(name)) {
                to.add(field.getKey(), field.getValue());
            }
        }
    }

    /** Whether the client takes trailers; those are passed on, so this is too. */
    static boolean takesTrailers(MultiMap request) {
        return request.getAll("te").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("trailers"));
    }

    /** Whether a body is framed in any other way than by chunks, which only the two ends could undo. */
    static boolean codesTransfer(MultiMap request) {
        List<String> codings = request.getAll(HttpHeaders.TRANSFER_ENCODING);
        return !codings.isEmpty()
                && (codings.size() > 1 || !codings.get(0).strip().equalsIgnoreCase("chunked"));
    }

    private static Set<String> namedIn(List<String> connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : connection) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
