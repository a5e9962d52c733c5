// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.net.URI;
import java.time.Duration;

/**
 * How requests are forwarded.
 *
 * @param host where to listen
 * @param port where to listen; 0 for any that is free
 * @param sending how long clients may take to send
 * @param upstream where the server is: http, host, port, and nothing else
 * @param connectTimeout how long a connection to the server may take
 * @param keepAlive how long an unused connection to the server is kept, in whole seconds; zero: each request has its own
 * @param waitForUpstream how long a request is held while the server is unavailable; zero: not at all
 * @param mostHeld how many are held at once
 */
public record ProxySettings(
        String host,
        int port,
        SendingLimits sending,
        URI upstream,
        Duration connectTimeout,
        Duration keepAlive,
        Duration waitForUpstream,
        int mostHeld) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int PORT_OF_HTTP = 80;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public ProxySettings {
        require(port >= 0 && port <= HIGHEST_PORT, "listen.port must be 0 to " + HIGHEST_PORT + ", was " + port);
        boolean bare = "http".equals(upstream.getScheme())
                && upstream.getHost() != null
                && upstream.getUserInfo() == null
                && (upstream.getPath() == null
                        || upstream.getPath().isEmpty()
                        || upstream.getPath().equals("/"))
                && upstream.getQuery() == null;
        require(bare, "upstream.url must be http://host:port and nothing else, was '" + upstream + "'");
        require(isPositive(connectTimeout), "upstream.connect-timeout must be positive, was " + connectTimeout);
        require(
                !keepAlive.isNegative() && keepAlive.equals(Duration.ofSeconds(keepAlive.toSeconds())),
                "upstream.keep-alive must be whole seconds, at least 0, was " + keepAlive);
        require(
                !waitForUpstream.isNegative() && waitForUpstream.compareTo(LONGEST_WAIT) <= 0,
                "wait-for-upstream must be PT0S to " + LONGEST_WAIT + ", was " + waitForUpstream);
        require(mostHeld >= 1, "held-requests must be at least 1, was " + mostHeld);
    }

    /** Port of the server. */
    int upstreamPort() {
        return upstream.getPort() < 0 ? PORT_OF_HTTP : upstream.getPort();
    }

    /** Name or address of the server; one of IPv6 without its brackets. */
    String upstreamHost() {
        return upstream.getHost().replaceAll("^\\[|]$", "");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException("headroom.sidecar." + sentence);
        }
    }
}
