/**
 * The past of each workload, for people who look back. In: a {@link dev.headroom.scaler.plan.ReplicaPlan} after each round, and the
 * replicas that run. Out: {@link dev.headroom.scaler.timeline.WorkloadTimeline}, points and changes of about a day. Never: deciding, clocks.
 */
@NullMarked
package dev.headroom.scaler.timeline;

import org.jspecify.annotations.NullMarked;
