// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.StatedLimits;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The arguments that set the limits of a kind of model server. Names as of the versions at the end of 2026, and older ones.
 *
 * @param names by which images and commands are known, in small letters
 * @param flags the meaning of its arguments
 * @param ownFlags arguments that identify it under any name
 * @param readsVariables whether its arguments in capitals are variables that it reads
 * @param limitsEachRank whether its limits are of each of its data-parallel ranks
 */
record EngineFlags(
        Set<String> names,
        Map<String, Limit> flags,
        Set<String> ownFlags,
        boolean readsVariables,
        boolean limitsEachRank) {
    private static final EngineFlags VLLM = new EngineFlags(
            Set.of("vllm"),
            Map.ofEntries(
                    Map.entry("--max-num-seqs", Limit.SEQUENCES),
                    Map.entry("--max-num-batched-tokens", Limit.BATCHED_TOKENS),
                    Map.entry("--tensor-parallel-size", Limit.TENSOR_PARALLEL),
                    Map.entry("-tp", Limit.TENSOR_PARALLEL),
                    Map.entry("--max-model-len", Limit.MODEL_LENGTH),
                    Map.entry("--data-parallel-size", Limit.RANKS),
                    Map.entry("-dp", Limit.RANKS),
                    Map.entry("--data-parallel-size-local", Limit.LOCAL_RANKS),
                    Map.entry("-dpl", Limit.LOCAL_RANKS)),
            Set.of("--max-num-seqs", "--max-num-batched-tokens", "--max-model-len"),
            false,
            true);

    /** Whether its limits are of each rank or of all depends on its version and on how ranks share their attention. */
    private static final EngineFlags SGLANG = new EngineFlags(
            Set.of("sglang"),
            Map.ofEntries(
                    Map.entry("--max-running-requests", Limit.SEQUENCES),
                    Map.entry("--chunked-prefill-size", Limit.BATCHED_TOKENS),
                    Map.entry("--tensor-parallel-size", Limit.TENSOR_PARALLEL),
                    Map.entry("--tp-size", Limit.TENSOR_PARALLEL),
                    Map.entry("--tp", Limit.TENSOR_PARALLEL),
                    Map.entry("--context-length", Limit.MODEL_LENGTH),
                    Map.entry("--max-total-tokens", Limit.KV_TOKENS),
                    Map.entry("--data-parallel-size", Limit.RANKS),
                    Map.entry("--dp-size", Limit.RANKS),
                    Map.entry("--dp", Limit.RANKS)),
            Set.of("--max-running-requests", "--chunked-prefill-size"),
            false,
            false);

    /** It refuses requests beyond those that it takes at once, so that no more can run. */
    private static final EngineFlags TGI = new EngineFlags(
            Set.of("text-generation"),
            Map.ofEntries(
                    Map.entry("--max-batch-size", Limit.SEQUENCES),
                    Map.entry("--max-concurrent-requests", Limit.REQUESTS),
                    Map.entry("--max-batch-prefill-tokens", Limit.BATCHED_TOKENS),
                    Map.entry("--num-shard", Limit.TENSOR_PARALLEL),
                    Map.entry("--max-total-tokens", Limit.MODEL_LENGTH),
                    Map.entry("--max-batch-total-tokens", Limit.KV_TOKENS)),
            Set.of("--max-batch-prefill-tokens", "--max-batch-total-tokens"),
            true,
            false);

    private static final EngineFlags TENSORRT_LLM = new EngineFlags(
            Set.of("trtllm", "tensorrt-llm", "tensorrt_llm"),
            Map.ofEntries(
                    Map.entry("--max-batch-size", Limit.SEQUENCES),
                    Map.entry("--max-num-tokens", Limit.BATCHED_TOKENS),
                    Map.entry("--tp-size", Limit.TENSOR_PARALLEL),
                    Map.entry("--max-seq-len", Limit.MODEL_LENGTH)),
            Set.of(),
            false,
            false);

    private static final List<EngineFlags> KINDS = List.of(VLLM, SGLANG, TGI, TENSORRT_LLM);

    /** The limit that an argument may set. */
    enum Limit {
        SEQUENCES,
        /** Running and waiting. */
        REQUESTS,
        BATCHED_TOKENS,
        TENSOR_PARALLEL,
        MODEL_LENGTH,
        KV_TOKENS,
        /** Engines of one server. */
        RANKS,
        /** Those of them in the same pod. */
        LOCAL_RANKS
    }

    EngineFlags {
        names = Set.copyOf(names);
        flags = Map.copyOf(flags);
        ownFlags = Set.copyOf(ownFlags);
    }

    /** The kind of a container's server: by its command, else by its image, else by an argument that no other kind has. */
    static Optional<EngineFlags> of(String image, List<String> words) {
        return words.stream()
                .filter(word -> !word.startsWith("-"))
                .flatMap(word -> named(word).stream())
                .findFirst()
                .or(() -> named(image))
                .or(() -> KINDS.stream()
                        .filter(kind -> words.stream().anyMatch(word -> kind.ownFlags.contains(flagOf(word))))
                        .findFirst());
    }

    /** The limits that words and variables state. Of a flag that is given twice the last counts, as for the servers. */
    StatedLimits read(List<String> words, Map<String, String> environment) {
        Map<Limit, OptionalLong> given = new EnumMap<>(Limit.class);
        if (readsVariables) {
            flags.forEach((flag, limit) -> Optional.ofNullable(environment.get(variableOf(flag)))
                    .ifPresent(value -> given.put(limit, ArgumentNumber.read(value))));
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Limit limit = flags.get(flagOf(word));
            if (limit != null) {
                int equals = word.indexOf('=');
                String following = i + 1 < words.size() ? words.get(i + 1) : "";
                given.put(limit, ArgumentNumber.read(equals < 0 ? following : word.substring(equals + 1)));
            }
        }
        return limits(given);
    }

    private StatedLimits limits(Map<Limit, OptionalLong> given) {
        OptionalLong engines = enginesIn(given);
        return new StatedLimits(
                StatedLimits.possible(
                        times(least(of(Limit.SEQUENCES, given), of(Limit.REQUESTS, given)), engines),
                        StatedLimits.MOST_SEQUENCES),
                StatedLimits.possible(of(Limit.BATCHED_TOKENS, given), StatedLimits.MOST_BATCHED_TOKENS),
                StatedLimits.possible(of(Limit.TENSOR_PARALLEL, given), StatedLimits.MOST_GPUS),
                StatedLimits.possible(of(Limit.MODEL_LENGTH, given), StatedLimits.MOST_MODEL_LENGTH),
                StatedLimits.possible(times(of(Limit.KV_TOKENS, given), engines), StatedLimits.MOST_KV_TOKENS));
    }

    /**
     * How many engines share a server's requests, each with limits of its own; empty where that is not certain. Where only a part
     * of the ranks is in a pod, a replica may be that part or the whole.
     */
    private OptionalLong enginesIn(Map<Limit, OptionalLong> given) {
        if (!given.containsKey(Limit.RANKS) && !given.containsKey(Limit.LOCAL_RANKS)) {
            return OptionalLong.of(1);
        }
        OptionalLong ranks = of(Limit.RANKS, given);
        boolean whole = !given.containsKey(Limit.LOCAL_RANKS) || ranks.equals(of(Limit.LOCAL_RANKS, given));
        boolean certain = limitsEachRank || ranks.equals(OptionalLong.of(1));
        return whole && certain ? ranks : OptionalLong.empty();
    }

    private static OptionalLong of(Limit limit, Map<Limit, OptionalLong> given) {
        OptionalLong value = given.getOrDefault(limit, OptionalLong.empty());
        return StatedLimits.possible(value, StatedLimits.MOST_KV_TOKENS);
    }

    /** Of two that both bound something. */
    private static OptionalLong least(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    private static OptionalLong times(OptionalLong value, OptionalLong engines) {
        OptionalInt few = StatedLimits.possible(engines, StatedLimits.MOST_GPUS);
        return value.isEmpty() || few.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(value.getAsLong() * few.getAsInt());
    }

    private static Optional<EngineFlags> named(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return KINDS.stream()
                .filter(kind -> kind.names.stream().anyMatch(lower::contains))
                .findFirst();
    }

    /** The name of an argument without its value, in the form with dashes. */
    private static String flagOf(String word) {
        if (!word.startsWith("-")) {
            return "";
        }
        int equals = word.indexOf('=');
        return (equals < 0 ? word : word.substring(0, equals)).replace('_', '-');
    }

    private static String variableOf(String flag) {
        return flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
