// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.decode.SpanFields.Slice;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The few attributes of a span that matter, by meaning. Everything else, prompt text above all, is passed over. */
final class SpanAttributes {
    /** What an attribute means. */
    enum Meaning {
        INPUT_TOKENS,
        CACHED_INPUT_TOKENS,
        OUTPUT_TOKENS,
        END_TO_END,
        TIME_TO_FIRST_TOKEN,
        QUEUE,
        SEQUENCES,
        MODEL,
        FINISH_REASONS
    }

    /** A name that a meaning goes by; of the names present the one with the least rank wins. */
    private static final class Alias {
        private final Meaning meaning;
        private final byte[] utf8;
        private final int rank;

        Alias(Meaning meaning, String name, int rank) {
            this.meaning = meaning;
            this.utf8 = name.getBytes(StandardCharsets.UTF_8);
            this.rank = rank;
        }
    }

    private record Found(int rank, AnyValue value) {}

    /** By the length of the name: few names share one, so a key is compared with one name at most, as a rule. */
    private static final List<List<Alias>> ALIASES = byLength(aliases());

    private final Map<Meaning, Found> found = new EnumMap<>(Meaning.class);

    /** Reads an attribute, if it is one that matters. */
    void read(byte[] bytes, Slice key, Slice value) throws InvalidProtocolBufferException {
        if (key.length() < ALIASES.size()) {
            for (Alias alias : ALIASES.get(key.length())) {
                if (key.holds(alias.utf8, bytes)) {
                    keepTheFirstName(alias, AnyValue.parser().parseFrom(bytes, value.from(), value.length()));
                }
            }
        }
    }

    boolean has(Meaning meaning) {
        return found.containsKey(meaning);
    }

    OptionalInt count(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null ? OptionalInt.empty() : Numbers.count(present.value());
    }

    Optional<Duration> seconds(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null ? Optional.empty() : Numbers.seconds(present.value());
    }

    Optional<String> text(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null
                ? Optional.empty()
                : Optional.of(present.value().getStringValue()).filter(text -> !text.isBlank());
    }

    /** Whether a finish reason is {@code abort}, in an array of strings or in one string that holds JSON. */
    boolean wasAborted() {
        Found reasons = found.get(Meaning.FINISH_REASONS);
        if (reasons == null) {
            return false;
        }
        return reasons.value().hasArrayValue()
                ? reasons.value().getArrayValue().getValuesList().stream().anyMatch(SpanAttributes::saysAbort)
                : saysAbort(reasons.value());
    }

    private static boolean saysAbort(AnyValue reason) {
        return reason.getStringValue().contains("abort");
    }

    private void keepTheFirstName(Alias alias, AnyValue value) {
        Found known = found.get(alias.meaning);
        if (known == null || alias.rank < known.rank()) {
            found.put(alias.meaning, new Found(alias.rank, value));
        }
    }

    private static List<Alias> aliases() {
        List<Alias> aliases = new ArrayList<>();
        name(
                aliases,
                Meaning.INPUT_TOKENS,
                "gen_ai.usage.input_tokens",
                "gen_ai.usage.prompt_tokens",
                "llm.token_count.prompt");
        name(
                aliases,
                Meaning.CACHED_INPUT_TOKENS,
                "gen_ai.usage.cache_read.input_tokens",
                "gen_ai.usage.cached_tokens");
        name(
                aliases,
                Meaning.OUTPUT_TOKENS,
                "gen_ai.usage.output_tokens",
                "gen_ai.usage.completion_tokens",
                "llm.token_count.completion");
        name(aliases, Meaning.END_TO_END, "gen_ai.latency.e2e");
        name(aliases, Meaning.TIME_TO_FIRST_TOKEN, "gen_ai.latency.time_to_first_token");
        name(aliases, Meaning.QUEUE, "gen_ai.latency.time_in_queue");
        name(aliases, Meaning.SEQUENCES, "gen_ai.request.n", "gen_ai.request.choice.count");
        name(aliases, Meaning.MODEL, "gen_ai.response.model", "gen_ai.request.model", "llm.model_name");
        name(aliases, Meaning.FINISH_REASONS, "gen_ai.response.finish_reasons");
        return aliases;
    }

    private static void name(List<Alias> aliases, Meaning meaning, String... names) {
        for (int rank = 0; rank < names.length; rank++) {
            aliases.add(new Alias(meaning, names[rank], rank));
        }
    }

    private static List<List<Alias>> byLength(List<Alias> aliases) {
        int longest =
                aliases.stream().mapToInt(alias -> alias.utf8.length).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length -> aliases.stream()
                        .filter(alias -> alias.utf8.length == length)
                        .toList())
                .toList();
    }
}
