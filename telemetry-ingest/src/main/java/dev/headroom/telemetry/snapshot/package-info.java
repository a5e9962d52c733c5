/**
 * The immutable reading of one workload at one instant: the module's product.
 *
 * <p>In: windows of sketches, how the feed is doing, an instant. Out: {@link dev.headroom.telemetry.snapshot.WorkloadSnapshot}.
 * Never: planning, Kafka, clocks.
 */
@NullMarked
package dev.headroom.telemetry.snapshot;

import org.jspecify.annotations.NullMarked;
