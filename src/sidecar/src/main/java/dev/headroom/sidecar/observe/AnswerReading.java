// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads counts, times and ends from an answer as it passes by: one JSON text, or a stream of events with one each. One thread. */
final class AnswerReading implements JsonSink<AnswerField>, SseReader.Events {
    private static final String OF_CONTENT = ".delta";
    private static final String ERROR_EVENT = "error";
    private static final int MOST_ERROR_CHARACTERS = 64;

    private final Witness witness;
    private final boolean stream;
    private final JsonScanner<AnswerField> scanner = new JsonScanner<>(AnswerField.SHAPE, this);
    private final SseReader events = new SseReader(this);
    private final List<FinishReason> finishes = new ArrayList<>(1);
    private FinishReason status = FinishReason.UNKNOWN;
    private OptionalInt input = OptionalInt.empty();
    private OptionalInt cached = OptionalInt.empty();
    private OptionalInt output = OptionalInt.empty();
    private boolean failed;
    private Optional<String> error = Optional.empty();
    private Optional<String> type = Optional.empty();

    private long now;
    private long eventBegan;
    private boolean content;
    private boolean delta;
    private int contentEvents;
    private OptionalLong firstContent = OptionalLong.empty();
    private long lastContent;

    /**
     * @param stream whether it comes as server-sent events
     * @param witness hears of the gaps between those
     */
    AnswerReading(boolean stream, Witness witness) {
        this.stream = stream;
        this.witness = witness;
    }

    /** Reads the next piece, which came at {@code nanos}. */
    void read(byte[] bytes, int from, int to, long nanos) {
        now = nanos;
        if (stream) {
            events.read(bytes, from, to);
        } else {
            scanner.read(bytes, from, to);
        }
    }

    /** The answer has ended, in whatever way. */
    void end() {
        if (stream) {
            events.end();
        } else {
            scanner.end();
        }
    }

    boolean stream() {
        return stream;
    }

    /** When the first event with content began to come; empty without one, and where the answer is no stream. */
    OptionalLong firstContent() {
        return firstContent;
    }

    int contentEvents() {
        return contentEvents;
    }

    /** The answer's token counts. */
    TokenUsage usage() {
        boolean possible = cached.isEmpty() || input.isEmpty() || cached.getAsInt() <= input.getAsInt();
        return new TokenUsage(input, possible ? cached : OptionalInt.empty(), output);
    }

    /** Why a sequence ended; only the order in which they ended distinguishes sequences. */
    FinishReason finish(int sequence) {
        if (finishes.isEmpty()) {
            return status;
        }
        return finishes.get(Math.min(sequence, finishes.size() - 1));
    }

    /** Whether an answer that began well reported an error later on. */
    boolean failed() {
        return failed;
    }

    /** The kind of error that it reported. */
    Optional<String> error() {
        return error.or(() -> type).filter(word -> word.length() <= MOST_ERROR_CHARACTERS);
    }

    @Override
    public void dataBegins() {
        eventBegan = now;
        content = false;
        delta = false;
        type = Optional.empty();
        scanner.begin();
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
        scanner.read(bytes, from, to);
    }

    @Override
    public void eventEnds() {
        scanner.end();
        failed |= type.filter(ERROR_EVENT::equals).isPresent();
        if (content || (delta && type.filter(name -> name.endsWith(OF_CONTENT)).isPresent())) {
            contentCame();
        }
    }

    private void contentCame() {
        contentEvents++;
        if (firstContent.isEmpty()) {
            firstContent = OptionalLong.of(eventBegan);
        } else {
            witness.gap(Duration.ofNanos(Math.max(0, eventBegan - lastContent)));
        }
        lastContent = eventBegan;
    }

    @Override
    public void text(AnswerField field, String value) {
        switch (field) {
            case FINISH -> finishes.add(FinishReason.of(value));
            case STATUS -> {
                FinishReason said = FinishReason.of(value);
                status = said == FinishReason.UNKNOWN ? status : said;
            }
            case TYPE -> type = Optional.of(value);
            case ERROR_TYPE -> error = Optional.of(value);
            default -> {}
        }
    }

    @Override
    public void number(AnswerField field, long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            return;
        }
        OptionalInt count = OptionalInt.of((int) value);
        switch (field) {
            case INPUT_TOKENS -> input = count;
            case CACHED_TOKENS -> cached = count;
            case OUTPUT_TOKENS -> output = count;
            default -> {}
        }
    }

    @Override
    public void present(AnswerField field) {
        switch (field) {
            case CONTENT -> content = true;
            case DELTA -> delta = true;
            case ERROR -> failed = true;
            default -> {}
        }
    }

    @Override
    public void counted(AnswerField field, int elements) {
        // TGI's empty list for clients that did not ask for it.
        if (field == AnswerField.PREFILL && elements > 0 && input.isEmpty()) {
            input = OptionalInt.of(elements);
        }
    }
}
