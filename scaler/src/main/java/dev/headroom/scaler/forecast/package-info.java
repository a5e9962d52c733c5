/** Demand of the workload. In: a snapshot. Out: {@link dev.headroom.scaler.forecast.Demand}. Never: replicas. */
@NullMarked
package dev.headroom.scaler.forecast;

import org.jspecify.annotations.NullMarked;
