/**
 * The promise: objectives, limits and terms of one workload, and how they are read from text.
 *
 * <p>In: a policy document. Out: {@link dev.headroom.scaler.slo.SloPolicy}. Never: Kubernetes, time.
 */
@NullMarked
package dev.headroom.scaler.slo;

import org.jspecify.annotations.NullMarked;
