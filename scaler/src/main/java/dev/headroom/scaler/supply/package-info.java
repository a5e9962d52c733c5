// SPDX-License-Identifier: Apache-2.0
/**
 * Present and future replicas, and how long a start takes. In: replicas as the cluster shows them. Out:
 * {@link dev.headroom.scaler.supply.Supply}. Never: clocks, demand. Invisible things are unknown, never absent.
 */
@NullMarked
package dev.headroom.scaler.supply;

import org.jspecify.annotations.NullMarked;
