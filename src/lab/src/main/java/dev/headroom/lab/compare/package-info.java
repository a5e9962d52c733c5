// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom lab compare}: all policies under the same conditions.
 *
 * <p>In: a bench that can run any episode, the suite's size and filters. Out: rows, tunings, the verdict and its report. Never:
 * simulation itself, what a policy does.
 */
@NullMarked
package dev.headroom.lab.compare;

import org.jspecify.annotations.NullMarked;
