/**
 * Reads JSON, token by token. In: bytes of a record. Out: the wanted values by name, or the same message in protobuf.
 *
 * <p>Two readers for two shapes: an event or a log entry is one object of which some values are wanted, wherever they lie
 * ({@link dev.headroom.telemetry.decode.json.JsonValues}); OTLP is messages within lists of messages, as deep as its schema
 * ({@link dev.headroom.telemetry.decode.json.OtlpTranscoder}). What JSON is, and how deep and long, both ask of one class.
 *
 * <p>Never: fields that nobody reads, text of attributes that nobody asked for, trees of JSON.
 */
@NullMarked
package dev.headroom.telemetry.decode.json;

import org.jspecify.annotations.NullMarked;
