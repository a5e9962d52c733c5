/** From workload snapshot to KEDA's answer. Read the packages in the order slo, forecast, capacity, plan, cycle, edge. */
@NullMarked
package dev.headroom.scaler;

import org.jspecify.annotations.NullMarked;
