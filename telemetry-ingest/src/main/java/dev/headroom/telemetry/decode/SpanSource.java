// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.RequestObservation;

/** A format of spans that tell of requests: which spans are its own, and what these say. Stateless. */
interface SpanSource {
    /** Whether the span tells of a request in this format. */
    boolean knows(SpanFields span);

    /**
     * What a span says that it knows.
     *
     * @param span has ids and times
     * @param resource what sent it
     */
    RequestObservation read(SpanFields span, SpanResource resource);
}
