// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Gathers what the points of one instant tell about one engine. What no point tells stays unknown. */
final class ServerFigures {
    private final Map<ServerFigure, Long> counts = new EnumMap<>(ServerFigure.class);
    private OptionalDouble kvUsage = OptionalDouble.empty();

    void add(ServerFigure figure, long count) {
        counts.merge(figure, count, figure::joined);
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

    /** Less than none is no number: the two counters were not read at the same moment. */
    private OptionalLong notCached() {
        Long all = counts.get(ServerFigure.ALL_PROMPT_TOKENS);
        Long cached = counts.get(ServerFigure.ALL_CACHED_PROMPT_TOKENS);
        return all == null || cached == null || all < cached ? OptionalLong.empty() : OptionalLong.of(all - cached);
    }

    private OptionalLong count(ServerFigure figure) {
        Long count = counts.get(figure);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static OptionalLong firstKnown(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
