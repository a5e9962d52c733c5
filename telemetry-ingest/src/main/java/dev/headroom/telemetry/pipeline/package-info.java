/**
 * Joins the steps from a record's bytes to the windows. In: bytes, their decoder, an instant. Out: fuller windows, and counts of outcomes.
 *
 * <p>Never: Kafka, clocks, logs.
 */
@NullMarked
package dev.headroom.telemetry.pipeline;

import org.jspecify.annotations.NullMarked;
