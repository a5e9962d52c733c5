// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.time.Instant;

/**
 * One event about one request, decoded and not yet judged.
 *
 * @param id the same for copies of the same event
 * @param origin where the request ran
 * @param phase how far it had come
 * @param arrival when it reached the server
 * @param eventTime when {@code phase} happened; for terminal phases the end of the request
 * @param tokens its tokens
 * @param timings its durations
 */
public record RequestObservation(
        EventId id,
        Origin origin,
        Phase phase,
        Instant arrival,
        Instant eventTime,
        TokenCounts tokens,
        RequestTimings timings) {}
