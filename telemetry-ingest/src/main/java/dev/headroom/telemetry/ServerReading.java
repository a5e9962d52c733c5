// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.time.Instant;

/**
 * What one engine of a model server showed when it was scraped; that it could be scraped at all is a heartbeat. The parts of
 * one scrape may come in several readings of the same instant. Decoded and not yet judged.
 *
 * @param origin whose
 * @param engine which engine of the server; a server with several ranks shows one reading for each. Empty text where there is
 *     only one that has no name
 * @param at when it was scraped
 * @param gauges what it has in its hands
 * @param counters what it has counted
 * @param limits what it states of its own limits
 */
public record ServerReading(
        Origin origin, String engine, Instant at, ServerGauges gauges, ServerCounters counters, ServerLimits limits) {
    /** Engines are numbered; what is longer is cut. */
    private static final int LONGEST_ENGINE = 32;

    /** One of a server that states no limits. */
    public ServerReading(Origin origin, String engine, Instant at, ServerGauges gauges, ServerCounters counters) {
        this(origin, engine, at, gauges, counters, ServerLimits.UNKNOWN);
    }

    public ServerReading {
        engine = engine.length() > LONGEST_ENGINE ? engine.substring(0, LONGEST_ENGINE) : engine;
    }
}
