/** Observations as meters. In: events and facts. Out: meters. Never: deciding anything. */
@NullMarked
package dev.headroom.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
