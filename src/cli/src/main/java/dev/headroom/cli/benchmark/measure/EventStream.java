// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The lines of a streamed answer (server-sent events of the OpenAI API), one after another on one thread at a time. */
final class EventStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "data:";
    private static final String END = "[DONE]";

    private OptionalLong first = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    private int events;
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt answerTokens = OptionalInt.empty();
    private boolean ended;
    private Optional<String> fault = Optional.empty();

    /**
     * Takes a line.
     *
     * @param nanos at which it came
     */
    void line(String line, long nanos) {
        if (!line.startsWith(FIELD)) {
            return;
        }
        String text = line.substring(FIELD.length()).strip();
        if (text.equals(END)) {
            ended = true;
            return;
        }
        try {
            event(JSON.readTree(text), nanos);
        } catch (JsonProcessingException broken) {
            fault = Optional.of("an event is not JSON");
        }
    }

    private void event(JsonNode event, long nanos) {
        if (event.hasNonNull("error")) {
            fault = Optional.of("the stream has an error: "
                    + event.path("error").path("message").asText());
        }
        JsonNode usage = event.path("usage");
        promptTokens = count(usage.path("prompt_tokens"), promptTokens);
        answerTokens = count(usage.path("completion_tokens"), answerTokens);
        if (event.path("choices").valueStream().anyMatch(EventStream::hasText)) {
            events++;
            first = first.isPresent() ? first : OptionalLong.of(nanos);
            last = OptionalLong.of(nanos);
        }
    }

    /** Thoughts are generated as any text is; servers have two names for them. */
    private static boolean hasText(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        return !choice.path("text").asText("").isEmpty()
                || !delta.path("content").asText("").isEmpty()
                || !delta.path("reasoning_content").asText("").isEmpty()
                || !delta.path("reasoning").asText("").isEmpty();
    }

    private static OptionalInt count(JsonNode value, OptionalInt before) {
        return value.isInt() ? OptionalInt.of(value.intValue()) : before;
    }

    /** All of it, after the last line. */
    StreamedAnswer answer() {
        Optional<String> missing = Optional.of("the stream ended early").filter(sentence -> !ended);
        Optional<String> silent = Optional.of("the answer has no text").filter(sentence -> first.isEmpty());
        return new StreamedAnswer(
                first,
                last,
                promptTokens,
                answerTokens.orElse(events),
                fault.or(() -> missing).or(() -> silent));
    }
}
