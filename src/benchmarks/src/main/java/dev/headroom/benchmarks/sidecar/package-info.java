/**
 * What the sidecar adds to a stream's events. In: options. Out: a report: latencies of the same streams with and without it, in the same run.
 * Never: judging a single round.
 */
@NullMarked
package dev.headroom.benchmarks.sidecar;

import org.jspecify.annotations.NullMarked;
