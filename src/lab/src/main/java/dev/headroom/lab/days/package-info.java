// SPDX-License-Identifier: Apache-2.0
/**
 * Whole days of traffic: how they are drawn, and how a policy's day is judged.
 *
 * <p>In: rates over time, token lengths, an engine, a promise, policies. Out: figures of each day, the staircase that they are
 * measured by, a report. Never: how a policy decides.
 */
@NullMarked
package dev.headroom.lab.days;

import org.jspecify.annotations.NullMarked;
