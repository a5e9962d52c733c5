/** Facts returned by the core to meters. In: facts. Out: Micrometer meters with units and closed labels. Never: decisions. */
@NullMarked
package dev.headroom.scaler.edge.metrics;

import org.jspecify.annotations.NullMarked;
