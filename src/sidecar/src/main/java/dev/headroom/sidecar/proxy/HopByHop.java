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
 * Fields that are about one connection and go no further (RFC 9110, 7.6.1); all others are passed on as they are, in their order. A field
 * of both ends stays so even if Connection names it. A client that could remove Host, a length or a login would choose the server's view.
 * Two usual actions of a proxy are left out, because nothing is to be changed: it adds neither Via nor X-Forwarded-For.
 */
final class HopByHop {
    private static final Set<String> ALWAYS =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    /** Never of one connection, even if Connection names them: the RFC forbids senders to. */
    private static final Set<String> OF_BOTH_ENDS = Set.of(
            "accept",
            "accept-encoding",
            "api-key",
            "authorization",
            "cache-control",
            "content-encoding",
            "content-length",
            "content-location",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "expect",
            "forwarded",
            "host",
            "location",
            "openai-organization",
            "openai-project",
            "origin",
            "proxy-authorization",
            "retry-after",
            "set-cookie",
            "traceparent",
            "tracestate",
            "trailer",
            "user-agent",
            "vary",
            "via",
            "www-authenticate",
            "x-api-key",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-real-ip",
            "x-request-id");

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
        names.removeAll(OF_BOTH_ENDS);
        return names;
    }
}
