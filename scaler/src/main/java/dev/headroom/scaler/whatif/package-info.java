// SPDX-License-Identifier: Apache-2.0
/**
 * Another promise, load or replica instead of the present one. In: a policy, a serving profile, the shape of requests, arrivals minute by
 * minute. Out: replicas, costs and latencies. Never: plans that count.
 */
@NullMarked
package dev.headroom.scaler.whatif;

import org.jspecify.annotations.NullMarked;
