// SPDX-License-Identifier: Apache-2.0
/**
 * Where policies meet: workloads, engines, beliefs and policies joined into episodes.
 *
 * <p>In: a cell of a comparison, or an order of the scored ramp. Out: what came of its episode. Never: statistics over settings.
 */
@NullMarked
package dev.headroom.lab.contest;

import org.jspecify.annotations.NullMarked;
