/**
 * Turns the bytes of one record into observations and readings. In: bytes. Out: {@link dev.headroom.telemetry.decode.Decoded}, which holds
 * the readable parts and counts the others.
 *
 * <p>Never: validating, keeping prompt text, throwing at bad input. The only package that knows generated types.
 */
@NullMarked
package dev.headroom.telemetry.decode;

import org.jspecify.annotations.NullMarked;
