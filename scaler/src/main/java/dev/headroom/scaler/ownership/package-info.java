/**
 * Decides which replica of the service plans, and whose plans count. In: the state of the shared plans and their owner. Out:
 * {@link dev.headroom.scaler.ownership.LeaderRole}, {@link dev.headroom.scaler.ownership.FencingToken}. Never: Kafka, clocks, plans.
 */
@NullMarked
package dev.headroom.scaler.ownership;

import org.jspecify.annotations.NullMarked;
