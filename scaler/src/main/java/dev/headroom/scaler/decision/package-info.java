/**
 * Plans that can be made again. In: the input and the answer of a {@link dev.headroom.scaler.plan.Planner}. Out:
 * {@link dev.headroom.scaler.decision.Decision}, and the same as one line of JSON and back. Never: clocks, files, deciding anything itself.
 */
@NullMarked
package dev.headroom.scaler.decision;

import org.jspecify.annotations.NullMarked;
