// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a request asks for from its body as it passes by. One thread. */
final class RequestReading implements JsonSink<RequestReading.Field> {
    /** A field to find. */
    enum Field {
        MODEL,
        STREAM,
        SEQUENCES,
        MAX_TOKENS
    }

    private static final JsonShape<Field> SHAPE = new JsonShape<Field>()
            .value(Field.MODEL, "model")
            .value(Field.STREAM, "stream")
            .value(Field.SEQUENCES, "n")
            .value(Field.MAX_TOKENS, "max_tokens")
            .value(Field.MAX_TOKENS, "max_completion_tokens")
            .value(Field.MAX_TOKENS, "max_output_tokens")
            .value(Field.MAX_TOKENS, "parameters", "max_new_tokens");

    private final JsonScanner<Field> scanner = new JsonScanner<>(SHAPE, this);
    private Optional<String> model = Optional.empty();
    private Optional<Boolean> streaming = Optional.empty();
    private OptionalInt sequences = OptionalInt.empty();
    private OptionalInt maxTokens = OptionalInt.empty();

    void read(byte[] bytes, int from, int to) {
        scanner.read(bytes, from, to);
    }

    Asked asked() {
        return new Asked(model, streaming, sequences, maxTokens);
    }

    @Override
    public void text(Field field, String value) {
        if (field == Field.MODEL && !value.isBlank()) {
            model = Optional.of(value);
        }
    }

    @Override
    public void number(Field field, long value) {
        if (field == Field.SEQUENCES) {
            sequences = value > 1 && value <= Asked.MOST_SEQUENCES ? OptionalInt.of((int) value) : OptionalInt.empty();
        } else if (field == Field.MAX_TOKENS && value >= 0 && value <= Integer.MAX_VALUE) {
            maxTokens = OptionalInt.of((int) value);
        }
    }

    @Override
    public void flag(Field field, boolean value) {
        if (field == Field.STREAM) {
            streaming = Optional.of(value);
        }
    }
}
