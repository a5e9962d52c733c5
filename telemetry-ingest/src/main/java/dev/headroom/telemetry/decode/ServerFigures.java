// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Collects the points of one instant for one engine. A figure without a point stays unknown. */
final class ServerFigures {
    /** Each by the part of the engine that reported it. */
    private final Map<ServerFigure, Map<String, Long>> counts = new EnumMap<>(ServerFigure.class);

    private OptionalDouble kvUsage = OptionalDouble.empty();

    void add(ServerFigure figure, String part, long count) {
        counts.computeIfAbsent(figure, unknown -> new HashMap<>(2)).merge(part, count, figure::joined);
    }

    void addKvUsage(double usage) {
        kvUsage = OptionalDouble.of(Math.max(usage, kvUsage.orElse(usage)));
    }

    ServerGauges gauges() {
        return new ServerGauges(count(ServerFigure.RUNNING), count(ServerFigure.WAITING), kvUsage);
    }

    ServerCounters counters() {
        return new ServerCounters(
                count(ServerFigure.FINISHED),
                count(ServerFigure.FIRST_TOKENS),
                firstKnown(count(ServerFigure.COMPUTED_PROMPT_TOKENS), notCached()),
                firstKnown(count(ServerFigure.CACHED_PROMPT_TOKENS), count(ServerFigure.ALL_CACHED_PROMPT_TOKENS)));
    }

    ServerLimits limits() {
        ServerLimits whole = ServerLimits.ofKvTokens(count(ServerFigure.KV_TOKENS));
        return whole.kvTokens().isPresent()
                ? whole
                : ServerLimits.ofKvTokens(
                        KvSetup.product(count(ServerFigure.KV_BLOCKS), count(ServerFigure.KV_BLOCK_TOKENS)));
    }

    /** Less than none is no number: the two counters were not read at the same moment. */
    private OptionalLong notCached() {
        OptionalLong all = count(ServerFigure.ALL_PROMPT_TOKENS);
        OptionalLong cached = count(ServerFigure.ALL_CACHED_PROMPT_TOKENS);
        return all.isEmpty() || cached.isEmpty() || all.getAsLong() < cached.getAsLong()
                ? OptionalLong.empty()
                : OptionalLong.of(all.getAsLong() - cached.getAsLong());
    }

    private OptionalLong count(ServerFigure figure) {
        return counts.getOrDefault(figure, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .reduce(ServerFigure::sum);
    }

    private static OptionalLong firstKnown(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
