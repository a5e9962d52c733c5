// SPDX-License-Identifier: Apache-2.0
/**
 * Long work in many parts: on all cores, shown while it goes on, and not lost when it is stopped.
 *
 * <p>In: parts of work, their results as text. Out: results in the order of the parts, a journal, a line of progress. Never: what
 * the work is.
 */
@NullMarked
package dev.headroom.lab.work;

import org.jspecify.annotations.NullMarked;
