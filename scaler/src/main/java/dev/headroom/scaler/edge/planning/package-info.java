/** Turns the planning cycle at its pace. In: a clock, policies. Out: rounds, one log line per changed plan. Never: deciding. */
@NullMarked
package dev.headroom.scaler.edge.planning;

import org.jspecify.annotations.NullMarked;
