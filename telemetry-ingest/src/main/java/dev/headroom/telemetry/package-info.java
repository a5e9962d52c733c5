/**
 * The vocabulary of telemetry: the content of one request's record before validation.
 *
 * <p>In: nothing. Out: values that every later step speaks. Never: Kafka, clocks, frameworks.
 */
@NullMarked
package dev.headroom.telemetry;

import org.jspecify.annotations.NullMarked;
