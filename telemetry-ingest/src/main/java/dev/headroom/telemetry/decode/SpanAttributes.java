// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The few attributes of a span that matter, by meaning. Everything else, prompt text above all, is passed over, and a value that
 * matters is read only when it is asked for.
 */
final class SpanAttributes {
    /** An attribute's meaning, and its names; of the names present the first wins. */
    enum Meaning {
        INPUT_TOKENS("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),
        CACHED_INPUT_TOKENS("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cached_tokens"),
        OUTPUT_TOKENS("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"),
        SEQUENCES("gen_ai.request.n", "gen_ai.request.choice.count"),
        END_TO_END("gen_ai.latency.e2e"),
        TIME_TO_FIRST_TOKEN("gen_ai.latency.time_to_first_token"),
        TIME_TO_FIRST_CHUNK("gen_ai.response.time_to_first_chunk"),
        QUEUE("gen_ai.latency.time_in_queue"),
        REQUEST_ID("gen_ai.request.id"),
        MODEL("gen_ai.response.model", "gen_ai.request.model", "llm.model_name"),
        FINISH_REASONS("gen_ai.response.finish_reasons"),
        /** A GenAI client's operation: a chat, a tool's call, the creation of an agent. */
        OPERATION("gen_ai.operation.name"),
        /** The same in OpenInference's words. */
        OPENINFERENCE_KIND("openinference.span.kind"),
        ERROR_TYPE("error.type"),
        SERVER_ADDRESS("server.address"),
        TGI_TOTAL("total_time"),
        TGI_QUEUE("queue_time"),
        TGI_INFERENCE("inference_time"),
        TGI_TIME_PER_TOKEN("time_per_token"),
        CODE_NAMESPACE("code.namespace");

        /** Never changed. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> names;

        Meaning(String... names) {
            this.names = List.of(names);
        }
    }

    /** A name that a meaning goes by; of the names present the one with the least rank wins. */
    private static final class Alias {
        private final Meaning meaning;
        private final byte[] utf8;
        private final int rank;

        Alias(Meaning meaning, int rank) {
            this.meaning = meaning;
            this.utf8 = meaning.names.get(rank).getBytes(StandardCharsets.UTF_8);
            this.rank = rank;
        }
    }

    private record Found(int rank, Slice value) {}

    private static final byte[] ABORT = "abort".getBytes(StandardCharsets.UTF_8);

    /** By the length of the name: few names share one, so a key is compared with few names. */
    private static final Alias[][] ALIASES = byLength(aliases());

    private final byte[] bytes;
    private final Map<Meaning, Found> found = new EnumMap<>(Meaning.class);

    /** Of a span that lies in these bytes. */
    SpanAttributes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** All names of attributes that are read. */
    static Set<String> names() {
        return Stream.of(Meaning.values())
                .flatMap(meaning -> meaning.names.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Keeps the place of an attribute's value, if the attribute matters. */
    void read(Slice key, Slice value) {
        if (key.length() < ALIASES.length) {
            for (Alias alias : ALIASES[key.length()]) {
                if (key.holds(alias.utf8, bytes)) {
                    keepTheFirstName(alias, value);
                    return;
                }
            }
        }
    }

    boolean has(Meaning meaning) {
        return found.containsKey(meaning);
    }

    OptionalInt count(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null ? OptionalInt.empty() : AttributeValue.count(bytes, present.value());
    }

    Optional<Duration> seconds(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null ? Optional.empty() : AttributeValue.seconds(bytes, present.value());
    }

    Optional<String> text(Meaning meaning) {
        Found present = found.get(meaning);
        return present == null
                ? Optional.empty()
                : Optional.of(AttributeValue.text(bytes, present.value())).filter(text -> !text.isBlank());
    }

    /** All that is counted of tokens, and how many sequences have spans of their own. */
    TokenCounts tokens() {
        return new TokenCounts(
                count(Meaning.INPUT_TOKENS),
                count(Meaning.CACHED_INPUT_TOKENS),
                count(Meaning.OUTPUT_TOKENS),
                count(Meaning.SEQUENCES));
    }

    /** Whether a finish reason is {@code abort}, in an array of strings or in one string that holds JSON. */
    boolean wasAborted() {
        Found reasons = found.get(Meaning.FINISH_REASONS);
        return reasons != null && reasons.value().contains(ABORT, bytes);
    }

    private void keepTheFirstName(Alias alias, Slice value) {
        Found known = found.get(alias.meaning);
        if (known == null || alias.rank < known.rank()) {
            found.put(alias.meaning, new Found(alias.rank, value));
        }
    }

    private static List<Alias> aliases() {
        List<Alias> aliases = new ArrayList<>();
        for (Meaning meaning : Meaning.values()) {
            for (int rank = 0; rank < meaning.names.size(); rank++) {
                aliases.add(new Alias(meaning, rank));
            }
        }
        return aliases;
    }

    private static Alias[][] byLength(List<Alias> aliases) {
        int longest =
                aliases.stream().mapToInt(alias -> alias.utf8.length).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length -> aliases.stream()
                        .filter(alias -> alias.utf8.length == length)
                        .toArray(Alias[]::new))
                .toArray(Alias[][]::new);
    }
}
