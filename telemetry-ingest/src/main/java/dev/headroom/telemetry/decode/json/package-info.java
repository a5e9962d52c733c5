/**
 * Reads JSON, token by token. In: bytes of a record. Out: the wanted values by name, or the same message in protobuf.
 *
 * <p>Two readers for two shapes: an event or a log entry is one object with some wanted values, wherever they lie
 * ({@link dev.headroom.telemetry.decode.json.JsonValues}). OTLP is messages within lists of messages, as deep as its schema
 * ({@link dev.headroom.telemetry.decode.json.OtlpTranscoder}). The accepted JSON, its depth and its length are defined in one class for
 * both.
 *
 * <p>Never: unread fields, text of unwanted attributes, trees of JSON.
 */
@NullMarked
package dev.headroom.telemetry.decode.json;

import org.jspecify.annotations.NullMarked;
