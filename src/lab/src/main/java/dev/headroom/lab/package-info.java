// SPDX-License-Identifier: Apache-2.0
/**
 * Judges the planner on virtual time and against real processes. In: traffic, engines, clusters, policies. Out: what users got, at
 * which cost. Never: the service itself, and never the command line of {@code src/cli}.
 */
@NullMarked
package dev.headroom.lab;

import org.jspecify.annotations.NullMarked;
