// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/**
 * What is told of one request at one moment.
 *
 * @param phase what happened
 * @param name to which request
 * @param asked what it asked for
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
