/**
 * How fast the service answers KEDA. In: options. Out: a report: latencies of an open loop and of saturation, beside a bare
 * grpc-java server. Never: judging a single round.
 */
@NullMarked
package dev.headroom.benchmarks.answers;

import org.jspecify.annotations.NullMarked;
