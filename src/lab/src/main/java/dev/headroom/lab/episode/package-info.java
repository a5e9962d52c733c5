// SPDX-License-Identifier: Apache-2.0
/**
 * One policy over one stretch of traffic, and what came of it.
 *
 * <p>In: arrivals, what is true of the engine and of start-up, a policy. Out: attainment, GPU-hours, the timeline. Never: how a
 * policy decides, files, clocks.
 */
@NullMarked
package dev.headroom.lab.episode;

import org.jspecify.annotations.NullMarked;
