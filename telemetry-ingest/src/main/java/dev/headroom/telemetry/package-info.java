/**
 * The vocabulary of telemetry: what one request's record says, before anybody judges it.
 *
 * <p>In: nothing. Out: values that every later step speaks. Never: Kafka, clocks, frameworks.
 */
@NullMarked
package dev.headroom.telemetry;

import org.jspecify.annotations.NullMarked;
