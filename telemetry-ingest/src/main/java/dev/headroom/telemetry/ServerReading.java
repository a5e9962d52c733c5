// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.time.Instant;

/**
 * The state of one engine of a model server when it was scraped; a successful scrape is itself a heartbeat. The parts of one scrape may
 * come in several readings of the same instant. Decoded and not yet validated.
 *
 * @param origin of the server
 * @param engine name of the engine within the server; a server with several ranks shows one reading for each. Empty text for a single
 *     engine without a name
 * @param at when it was scraped
 * @param gauges its present load
 * @param counters its counts
 * @param limits the limits that it states
 */
public record ServerReading(
        Origin origin, String engine, Instant at, ServerGauges gauges, ServerCounters counters, ServerLimits limits) {
    /** Engines are numbered; longer names are cut. */
    private static final int LONGEST_ENGINE = 32;

    /** One of a server that states no limits. */
    public ServerReading(Origin origin, String engine, Instant at, ServerGauges gauges, ServerCounters counters) {
        this(origin, engine, at, gauges, counters, ServerLimits.UNKNOWN);
    }

    public ServerReading {
        engine = engine.length() > LONGEST_ENGINE ? engine.substring(0, LONGEST_ENGINE) : engine;
    }
}
