// SPDX-License-Identifier: Apache-2.0
/**
 * What is possible: of one replica under a load test, and of a whole fleet with hindsight.
 *
 * <p>In: an episode. Out: what a replica carries, sensible promises, the cheapest path of replicas that was found, a fluid bound
 * below it. Never: a policy that is judged by it.
 */
@NullMarked
package dev.headroom.lab.bound;

import org.jspecify.annotations.NullMarked;
