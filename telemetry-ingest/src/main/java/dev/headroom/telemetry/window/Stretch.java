// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.time.Instant;

/**
 * The requests that ended within a stretch of time.
 *
 * @param from start of its first pane
 * @param to the end that was asked for
 * @param requests pooled over its panes
 */
public record Stretch(Instant from, Instant to, EndedRequests requests) {}
