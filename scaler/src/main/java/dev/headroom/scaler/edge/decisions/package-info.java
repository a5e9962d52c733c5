/**
 * The decision log. In: {@link dev.headroom.scaler.decision.Decision}s from the planning thread. Out: one line of JSON for each that says
 * anything new, in a file of limited size. Never: making planning wait, the content of requests.
 */
@NullMarked
package dev.headroom.scaler.edge.decisions;

import org.jspecify.annotations.NullMarked;
