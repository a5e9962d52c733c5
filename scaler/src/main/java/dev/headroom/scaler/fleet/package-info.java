/**
 * All workloads at a glance, the one first that a person should look at. In: a {@link dev.headroom.scaler.plan.ReplicaPlan} of each. Out:
 * {@link dev.headroom.scaler.fleet.WorkloadStanding}, in an order. Never: deciding, clocks, what was before.
 */
@NullMarked
package dev.headroom.scaler.fleet;

import org.jspecify.annotations.NullMarked;
