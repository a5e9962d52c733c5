/**
 * The records that are read: realistic requests of several workloads, in the formats the service reads. In: a seed, a time. Out:
 * values of Kafka records, and how many requests one holds. Never: Kafka, clocks.
 */
@NullMarked
package dev.headroom.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
