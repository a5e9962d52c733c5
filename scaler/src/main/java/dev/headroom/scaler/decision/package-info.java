/**
 * Plans that can be made again. In: what a {@link dev.headroom.scaler.plan.Planner} was asked and what it answered. Out: {@link
 * dev.headroom.scaler.decision.Decision}, and the same as one line of JSON and back. Never: clocks, files, deciding anything itself.
 */
@NullMarked
package dev.headroom.scaler.decision;

import org.jspecify.annotations.NullMarked;
