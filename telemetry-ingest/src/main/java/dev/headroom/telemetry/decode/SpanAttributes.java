// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** A name that a meaning goes by; of those present, the one with the least rank wins. */
    private record Alias(Meaning meaning, int rank) {}

    private record Found(int rank, AnyValue value) {}

    private static final Map<String, Alias> ALIASES = aliases();

    private final Map<Meaning, Found> found = new EnumMap<>(Meaning.class);

    SpanAttributes(List<KeyValue> attributes) {
        for (KeyValue attribute : attributes) {
            Alias alias = ALIASES.get(attribute.getKey());
            if (alias != null) {
                keepTheFirstName(alias, attribute.getValue());
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
        Found known = found.get(alias.meaning());
        if (known == null || alias.rank() < known.rank()) {
            found.put(alias.meaning(), new Found(alias.rank(), value));
        }
    }

    private static Map<String, Alias> aliases() {
        Map<String, Alias> aliases = new HashMap<>();
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
        return Map.copyOf(aliases);
    }

    private static void name(Map<String, Alias> aliases, Meaning meaning, String... names) {
        for (int rank = 0; rank < names.length; rank++) {
            aliases.put(names[rank], new Alias(meaning, rank));
        }
    }
}
