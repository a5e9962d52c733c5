// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.RequestObservation;

/** A format of spans that describe requests: recognises its own spans, and reads their content. Stateless. */
interface SpanSource {
    /** Whether the span describes a request in this format. */
    boolean knows(SpanFields span);

    /**
     * The observation of a span that it knows.
     *
     * @param span has ids and times
     * @param resource its sender
     */
    RequestObservation read(SpanFields span, SpanResource resource);
}
