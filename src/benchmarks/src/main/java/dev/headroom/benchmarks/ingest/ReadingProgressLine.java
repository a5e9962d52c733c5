// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

/**
 * How far a reader had come at a moment.
 *
 * @param nanos the moment, on any steady clock
 * @param requests read so far
 * @param cpuNanos CPU time of the reader's process so far
 */
record ReadingProgressLine(long nanos, long requests, long cpuNanos) {}
