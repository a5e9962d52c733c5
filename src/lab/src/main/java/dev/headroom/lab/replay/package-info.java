// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom replay}: what a policy would have done with recorded traffic.
 *
 * <p>In: a trace, an SLO policy, an engine, a belief about it. Out: attainment, cost, regret, a timeline. Never: how a policy decides
 * or what is in a trace; both are handed in.
 */
@NullMarked
package dev.headroom.lab.replay;

import org.jspecify.annotations.NullMarked;
