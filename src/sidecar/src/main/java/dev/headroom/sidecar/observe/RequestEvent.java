// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/**
 * The report of one request at one moment.
 *
 * @param phase the event
 * @param name the request's name
 * @param asked the request's content
 * @param times when
 * @param tokens its tokens, as far as they are known
 * @param outcome how it ended
 */
public record RequestEvent(
        ExchangePhase phase,
        RequestName name,
        Asked asked,
        RequestTimes times,
        TokenUsage tokens,
        ExchangeOutcome outcome) {}
