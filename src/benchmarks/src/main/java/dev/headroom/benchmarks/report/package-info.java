/**
 * What a benchmark says in the end. In: figures of rounds. Out: Markdown with every figure, medians, bars, machine and commit.
 * Never: measuring.
 */
@NullMarked
package dev.headroom.benchmarks.report;

import org.jspecify.annotations.NullMarked;
