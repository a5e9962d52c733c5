// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One engine's state at one instant, put together from all readings of that instant. 88 bytes, so that many can be kept. */
public final class ServerSample {
    static final long BYTES = 88;

    private static final long UNKNOWN = -1;

    private final long atMillis;
    private final long readMillis;
    private final long running;
    private final long waiting;
    private final double kvUsage;
    private final long finished;
    private final long firstTokens;
    private final long computedPromptTokens;
    private final long cachedPromptTokens;

    private ServerSample(long atMillis, long readMillis, ServerGauges gauges, ServerCounters counters) {
        this.atMillis = atMillis;
        this.readMillis = readMillis;
        this.running = gauges.running().orElse(UNKNOWN);
        this.waiting = gauges.waiting().orElse(UNKNOWN);
        this.kvUsage = gauges.kvUsage().orElse(UNKNOWN);
        this.finished = counters.finished().orElse(UNKNOWN);
        this.firstTokens = counters.firstTokens().orElse(UNKNOWN);
        this.computedPromptTokens = counters.computedPromptTokens().orElse(UNKNOWN);
        this.cachedPromptTokens = counters.cachedPromptTokens().orElse(UNKNOWN);
    }

    static ServerSample of(ServerReading reading, Instant readAt) {
        return new ServerSample(
                reading.at().toEpochMilli(), readAt.toEpochMilli(), reading.gauges(), reading.counters());
    }

    /** Joins two parts; where both know a value, the larger, so that the order in which they came does not matter. */
    ServerSample and(ServerSample part) {
        return new ServerSample(
                atMillis,
                Math.min(readMillis, part.readMillis),
                new ServerGauges(
                        known(Math.max(running, part.running)),
                        known(Math.max(waiting, part.waiting)),
                        known(Math.max(kvUsage, part.kvUsage))),
                new ServerCounters(
                        known(Math.max(finished, part.finished)),
                        known(Math.max(firstTokens, part.firstTokens)),
                        known(Math.max(computedPromptTokens, part.computedPromptTokens)),
                        known(Math.max(cachedPromptTokens, part.cachedPromptTokens))));
    }

    /** The same, by a clock that shows {@code millis} more. */
    public ServerSample later(long millis) {
        return new ServerSample(
                atMillis + millis,
                readMillis,
                gauges(),
                new ServerCounters(finished(), firstTokens(), computedPromptTokens(), cachedPromptTokens()));
    }

    /** How long after the scrape, by the scraper's clock, its first part was read here; negative where that clock is ahead. */
    public long delayMillis() {
        return readMillis - atMillis;
    }

    /** Unix time, by our clock, at which its first part was read here, in milliseconds. */
    long readMillis() {
        return readMillis;
    }

    /** Unix time of the scrape in milliseconds. */
    public long atMillis() {
        return atMillis;
    }

    /** When it was scraped. */
    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    /** Sequences running or waiting; empty when either is unknown. */
    public OptionalLong inFlight() {
        return running == UNKNOWN || waiting == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(running + waiting);
    }

    /** Its requests in flight and cache use. */
    public ServerGauges gauges() {
        return new ServerGauges(known(running), known(waiting), known(kvUsage));
    }

    /** Sequences that ended with an answer since the server's start. */
    public OptionalLong finished() {
        return known(finished);
    }

    /** Sequences that got their first token since the server's start. */
    public OptionalLong firstTokens() {
        return known(firstTokens);
    }

    /** Prompt tokens computed since the server's start. */
    public OptionalLong computedPromptTokens() {
        return known(computedPromptTokens);
    }

    /** Prompt tokens that came from a cache since the server's start. */
    public OptionalLong cachedPromptTokens() {
        return known(cachedPromptTokens);
    }

    private static OptionalLong known(long value) {
        return value == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalDouble known(double value) {
        return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
