/**
 * Past arrivals: rates by the minute, day by day. In: {@link dev.headroom.telemetry.snapshot.ArrivalRate}. Out:
 * {@link dev.headroom.scaler.history.RateHistory}. Never: clocks, conclusions from it. A minute that was not observed is absent, never 0.
 */
@NullMarked
package dev.headroom.scaler.history;

import org.jspecify.annotations.NullMarked;
