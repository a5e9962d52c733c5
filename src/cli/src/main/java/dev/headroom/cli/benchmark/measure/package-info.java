// SPDX-License-Identifier: Apache-2.0
/**
 * Carries a plan out. In: a plan, a timeline, an endpoint. Out: the figures of each step, and the next step. Time is a timeline, real or
 * virtual; all but the transport runs on one thread. Never: files.
 */
@NullMarked
package dev.headroom.cli.benchmark.measure;

import org.jspecify.annotations.NullMarked;
