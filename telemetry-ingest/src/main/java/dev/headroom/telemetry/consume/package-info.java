/**
 * The edge to Kafka: batches of records in, bytes handed inward.
 *
 * <p>In: records of the channel {@code telemetry}. Out: bytes for the pipeline, and how the feed is doing. Never: the meaning of the bytes.
 * Every process reads every partition in a group of its own and commits nothing.
 */
@NullMarked
package dev.headroom.telemetry.consume;

import org.jspecify.annotations.NullMarked;
