/**
 * Turns the bytes of one record into observations and readings. In: bytes. Out: {@link dev.headroom.telemetry.decode.Decoded}, which
 * holds what could be read and counts what could not.
 *
 * <p>Never: judging what was read, keeping prompt text, throwing at bad input. The only package that knows generated types.
 */
@NullMarked
package dev.headroom.telemetry.decode;

import org.jspecify.annotations.NullMarked;
