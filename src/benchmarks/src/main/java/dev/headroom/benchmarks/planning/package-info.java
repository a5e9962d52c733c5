// SPDX-License-Identifier: Apache-2.0
/**
 * How fast plans are made, and of how much memory. In: windows full of invented telemetry, a number of rounds. Out: time and bytes
 * of a decision, time of a round, measured by JMH. Never: Kafka, gRPC, decoding.
 */
@NullMarked
package dev.headroom.benchmarks.planning;

import org.jspecify.annotations.NullMarked;
