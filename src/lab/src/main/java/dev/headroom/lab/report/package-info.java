// SPDX-License-Identifier: Apache-2.0
/**
 * Pages that explain themselves: HTML with charts that need nothing from elsewhere, Markdown, CSV.
 *
 * <p>In: verdicts, curves, timelines. Out: text. Never: files, clocks, what the numbers mean to a machine.
 */
@NullMarked
package dev.headroom.lab.report;

import org.jspecify.annotations.NullMarked;
