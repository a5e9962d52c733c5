// SPDX-License-Identifier: Apache-2.0
/**
 * Scaling policies that are compared: others' as their makers ship them, and what each would see in reality.
 *
 * <p>In: what monitoring shows of a fleet. Out: the replicas its Deployment shall have. Never: the simulator's state, traffic to come.
 */
@NullMarked
package dev.headroom.lab.policy;

import org.jspecify.annotations.NullMarked;
