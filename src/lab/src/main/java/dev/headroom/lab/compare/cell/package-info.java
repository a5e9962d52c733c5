// SPDX-License-Identifier: Apache-2.0
/**
 * What a comparison is made of: one episode's conditions, and what came of it.
 *
 * <p>In: names, knobs and seeds; figures of an episode. Out: rows that can be kept, read again and sorted. Never: simulation,
 * statistics, files.
 */
@NullMarked
package dev.headroom.lab.compare.cell;

import org.jspecify.annotations.NullMarked;
