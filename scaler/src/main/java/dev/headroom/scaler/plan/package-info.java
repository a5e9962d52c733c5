/**
 * How many replicas. In: {@link dev.headroom.scaler.plan.PlanInput}. Out: {@link dev.headroom.scaler.plan.ReplicaPlan} with a
 * reason from each stage that moved the number. Pure functions: no clock, log, meter, memory or I/O.
 */
@NullMarked
package dev.headroom.scaler.plan;

import org.jspecify.annotations.NullMarked;
