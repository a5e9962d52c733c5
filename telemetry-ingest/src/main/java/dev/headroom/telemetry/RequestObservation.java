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
 * @param attempt how often it was sent before: 0 the first time, above that a retry, which is load once more
 * @param observer its observer
 */
public record RequestObservation(
        EventId id,
        Origin origin,
        Phase phase,
        Instant arrival,
        Instant eventTime,
        TokenCounts tokens,
        RequestTimings timings,
        int attempt,
        Observer observer) {
    /** A request that was sent once, as its server saw it. */
    public RequestObservation(
            EventId id,
            Origin origin,
            Phase phase,
            Instant arrival,
            Instant eventTime,
            TokenCounts tokens,
            RequestTimings timings) {
        this(id, origin, phase, arrival, eventTime, tokens, timings, 0, Observer.SERVER);
    }
}
