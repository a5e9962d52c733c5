// SPDX-License-Identifier: Apache-2.0
/**
 * From rows to a verdict: fronts, matched figures, intervals over seeds, wins and losses.
 *
 * <p>In: rows of all contenders, their knobs and seeds. Out: who is cheaper at equal attainment, by how much and how surely; nothing
 * is extrapolated. Never: simulation, files, presentation.
 */
@NullMarked
package dev.headroom.lab.compare.verdict;

import org.jspecify.annotations.NullMarked;
