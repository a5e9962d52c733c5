// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules for the head of a request. With them, every reader behind this proxy agrees with it on the request's end and its recipient (RFC
 * 9112, 3.2 and 6). Knows no connection.
 */
final class HeadRules {
    private static final int BAD_REQUEST = 400;
    private static final int MISDIRECTED = 421;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private static final String FRAMING = "bad_framing";
    private static final String HOST = "bad_host";
    private static final String TARGET = "bad_target";
    private static final String CHUNKED = "chunked";

    /** Name or address, and perhaps a port; empty where a target has no host (RFC 9110, 7.2). A comma would be two in one. */
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._~!$&'()*+;=:%\\[\\]-]*");

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://([^/?#]*)([/?][^#]*)?");

    private HeadRules() {}

    /**
     * Makes a head that may be forwarded; an absolute target becomes path and Host (RFC 9112, 3.2.2).
     *
     * @throws RefusedHead when it may not
     */
    static void apply(HttpRequest head) {
        checkVersion(head.protocolVersion());
        if (head.method().equals(HttpMethod.CONNECT)) {
            throw new RefusedHead(NOT_IMPLEMENTED, "not_implemented", "this proxy does not forward CONNECT");
        }
        checkFraming(head);
        checkHost(head);
        directToOrigin(head);
    }

    private static void checkVersion(HttpVersion version) {
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new RefusedHead(
                    VERSION_NOT_SUPPORTED, "bad_version", "this proxy supports HTTP/1.1 and HTTP/1.0 only");
        }
    }

    private static void checkFraming(HttpRequest head) {
        HttpHeaders fields = head.headers();
        if (fields.contains("")) {
            throw framing("a header field must have a name");
        }
        // The decoder removes spaces from values, but not those that it puts where a value continues in a next line.
        for (CharSequence name : List.of(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderNames.CONTENT_LENGTH)) {
            if (fields.getAll(name).stream().anyMatch(value -> !strip(value).equals(value))) {
                throw framing("Transfer-Encoding and Content-Length must each fit on one line");
            }
        }
        List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return;
        }
        if (fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            throw framing("a request must have either Content-Length or Transfer-Encoding, not both");
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw framing("an HTTP/1.0 request must not have Transfer-Encoding");
        }
        for (String coding : String.join(",", codings).split(",", -1)) {
            if (!strip(coding).equalsIgnoreCase(CHUNKED)) {
                throw new RefusedHead(
                        NOT_IMPLEMENTED,
                        "not_implemented",
                        "this proxy supports no transfer coding other than chunked");
            }
        }
        if (codings.size() > 1 || codings.get(0).indexOf(',') >= 0) {
            throw framing("Transfer-Encoding must name chunked once");
        }
    }

    private static void checkHost(HttpRequest head) {
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            throw new RefusedHead(BAD_REQUEST, HOST, "a request must have one Host field, had " + hosts.size());
        }
        if (hosts.isEmpty()) {
            if (head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
                throw new RefusedHead(BAD_REQUEST, HOST, "an HTTP/1.1 request must have a Host field");
            }
        } else if (!AUTHORITY.matcher(hosts.get(0)).matches()) {
            throw new RefusedHead(
                    BAD_REQUEST, HOST, "the Host field must be a name or an address, with or without a port");
        }
    }

    /** A proxy ignores the Host of a request with an absolute target, and makes one of the target. */
    private static void directToOrigin(HttpRequest head) {
        String target = head.uri();
        if (target.startsWith("/")) {
            return;
        }
        boolean options = head.method().equals(HttpMethod.OPTIONS);
        if (target.equals("*") && options) {
            return;
        }
        Matcher parts = ABSOLUTE.matcher(target);
        if (!parts.matches()) {
            throw new RefusedHead(BAD_REQUEST, TARGET, "the request target must be a path or begin with http://");
        }
        if (!parts.group(1).toLowerCase(Locale.ROOT).equals("http")) {
            throw new RefusedHead(MISDIRECTED, TARGET, "this proxy forwards requests with scheme http only");
        }
        String authority = parts.group(2);
        if (authority.isEmpty() || !AUTHORITY.matcher(authority).matches()) {
            throw new RefusedHead(BAD_REQUEST, TARGET, "the request target must have a host without a user name");
        }
        String path = parts.group(3);
        if (path == null) {
            head.setUri(options ? "*" : "/");
        } else {
            head.setUri(path.startsWith("?") ? "/" + path : path);
        }
        head.headers().set(HttpHeaderNames.HOST, authority);
    }

    /** Spaces and tabs, which alone may stand around a value. */
    private static String strip(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t';
    }

    private static RefusedHead framing(String sentence) {
        return new RefusedHead(BAD_REQUEST, FRAMING, sentence);
    }
}
