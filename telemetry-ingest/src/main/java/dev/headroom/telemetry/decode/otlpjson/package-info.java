/**
 * Turns OTLP's JSON into the same messages in protobuf, for the decoder of these. In: bytes of JSON. Out:
 * {@link dev.headroom.telemetry.decode.Decoded}.
 *
 * <p>Never: fields that nobody reads, text of attributes that nobody asked for, trees of JSON.
 */
@NullMarked
package dev.headroom.telemetry.decode.otlpjson;

import org.jspecify.annotations.NullMarked;
