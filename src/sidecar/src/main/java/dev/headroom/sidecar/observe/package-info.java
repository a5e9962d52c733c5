/**
 * Observations of a request as it passed by. In: bytes of bodies in any pieces, heads, instants. Out: telemetry events. Never: keeping a
 * body, changing a byte, clocks, frameworks.
 */
@NullMarked
package dev.headroom.sidecar.observe;

import org.jspecify.annotations.NullMarked;
