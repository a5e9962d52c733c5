// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.slo.Objective;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The newest spans of one resolution. Spans in which nothing was sampled are absent. One thread at a time. */
final class SpanRing {
    private static final long NONE = Long.MIN_VALUE;

    private final long spanSeconds;
    private final int spans;
    /** The span at each index: its number since the epoch. */
    private final long[] numbers;

    private final Map<DrawnFigure, Column> figures = new EnumMap<>(DrawnFigure.class);

    private final Map<Objective, Column> latencies = new LinkedHashMap<>();
    private long newest = NONE;

    SpanRing(Resolution resolution) {
        spanSeconds = resolution.span().toSeconds();
        spans = resolution.spans();
        numbers = new long[spans];
        Arrays.fill(numbers, NONE);
        for (DrawnFigure figure : DrawnFigure.values()) {
            figures.put(figure, new Column(figure.summary(), spans));
        }
    }

    /** After a clock was set back, later spans are forgotten. A step back by one span is waited out. */
    void add(Sample sample) {
        long number = Math.floorDiv(sample.at().getEpochSecond(), spanSeconds);
        if (number == newest - 1) {
            return;
        }
        int index = index(number);
        if (number != newest) {
            newest = number;
            numbers[index] = number;
            figures.values().forEach(column -> column.begin(index));
            latencies.values().forEach(column -> column.begin(index));
            latencies
                    .entrySet()
                    .removeIf(entry -> !sample.latencies().containsKey(entry.getKey())
                            && entry.getValue().isUnknown());
        }
        sample.figures().forEach((figure, value) -> column(figure).add(index, value));
        sample.latencies()
                .forEach((objective, value) -> latencies
                        .computeIfAbsent(objective, key -> new Column(Summary.MAX, spans))
                        .add(index, value));
    }

    /** The spans that begin within an interval, oldest first. */
    Series between(Instant from, Instant to) {
        List<Integer> indices = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        long oldest = newest == NONE ? 0 : newest - spans + 1;
        for (long number = oldest; newest != NONE && number <= newest; number++) {
            Instant begin = Instant.ofEpochSecond(number * spanSeconds);
            if (numbers[index(number)] == number && !begin.isBefore(from) && begin.isBefore(to)) {
                indices.add(index(number));
                begins.add(begin);
            }
        }
        Map<DrawnFigure, List<Float>> ofFigures = new EnumMap<>(DrawnFigure.class);
        for (DrawnFigure figure : DrawnFigure.values()) {
            ofFigures.put(figure, values(column(figure), indices));
        }
        Map<Objective, List<Float>> ofLatencies = new LinkedHashMap<>();
        latencies.forEach((objective, column) -> ofLatencies.put(objective, values(column, indices)));
        return new Series(begins, ofFigures, ofLatencies);
    }

    /** One figure's values in the newest spans, up to the one of an instant; NaN where nothing is known. */
    float[] newest(DrawnFigure figure, Instant until, int count) {
        float[] values = new float[count];
        long last = Math.floorDiv(until.getEpochSecond(), spanSeconds);
        Column column = column(figure);
        for (int at = 0; at < count; at++) {
            long number = last - count + 1 + at;
            values[at] = numbers[index(number)] == number ? column.at(index(number)) : Float.NaN;
        }
        return values;
    }

    private Column column(DrawnFigure figure) {
        return Objects.requireNonNull(figures.get(figure), "a column of each figure");
    }

    private int index(long number) {
        return (int) Math.floorMod(number, (long) spans);
    }

    private static List<Float> values(Column column, List<Integer> indices) {
        return indices.stream().map(column::at).toList();
    }
}
