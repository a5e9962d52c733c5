// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures and pages that explain themselves: SVG drawn here, HTML without anything from elsewhere, Markdown, CSV.
 *
 * <p>In: verdicts, curves, timelines. Out: text. Never: files, clocks, what the numbers mean to a machine.
 */
@NullMarked
package dev.headroom.lab.report;

import org.jspecify.annotations.NullMarked;
