// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.metrics;

/** Every meter's name, as Micrometer writes it: Prometheus shows {@code headroom_sidecar_requests_total} and so on. */
final class SidecarMeterNames {
    static final String REQUESTS = "headroom.sidecar.requests";
    static final String IN_FLIGHT = "headroom.sidecar.requests.in.flight";
    static final String HELD = "headroom.sidecar.requests.held";
    static final String REFUSED = "headroom.sidecar.requests.refused";
    static final String TOKENS = "headroom.sidecar.tokens";
    static final String TIME_TO_FIRST_TOKEN = "headroom.sidecar.time.to.first.token";
    static final String INTER_TOKEN_LATENCY = "headroom.sidecar.inter.token.latency";
    static final String END_TO_END = "headroom.sidecar.end.to.end";
    static final String EVENTS_PUBLISHED = "headroom.sidecar.events.published";
    static final String EVENTS_LOST = "headroom.sidecar.events.lost";
    static final String EVENTS_DROPPED = "headroom.sidecar.events.dropped";
    static final String EVENTS_WAITING = "headroom.sidecar.events.waiting";

    private SidecarMeterNames() {}
}
