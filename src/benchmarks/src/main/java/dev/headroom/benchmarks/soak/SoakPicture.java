// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.report.Figure;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The readings of a soak as one small picture: a strip each for memory, threads and descriptors, from 0 up. */
final class SoakPicture {
    private static final int WIDTH = 720;
    private static final int STRIP = 110;
    private static final int LEFT = 16;
    private static final int RIGHT = 16;
    private static final int TITLE = 22;

    private SoakPicture() {}

    /** An SVG file. */
    static String of(List<SoakReading> readings) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s%s%s</svg>
                """.formatted(
                        WIDTH,
                        3 * STRIP,
                        strip(0, "memory in use after a collection, MiB", readings, SoakReading::usedMebibytes),
                        strip(1, "threads", readings, SoakReading::threads),
                        strip(2, "open descriptors", readings, SoakReading::descriptors));
    }

    private static String strip(
            int number, String name, List<SoakReading> readings, ToDoubleFunction<SoakReading> figure) {
        double hours = readings.stream().mapToDouble(SoakReading::hours).max().orElse(1);
        double most = Math.max(1, readings.stream().mapToDouble(figure).max().orElse(1));
        double last = readings.isEmpty() ? 0 : figure.applyAsDouble(readings.get(readings.size() - 1));
        double floor = (number + 1) * STRIP - 6.0;
        double height = STRIP - TITLE - 8.0;
        String points = readings.stream()
                .map(reading -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        LEFT + (WIDTH - LEFT - RIGHT) * reading.hours() / hours,
                        floor - height * figure.applyAsDouble(reading) / most))
                .collect(Collectors.joining(" "));
        return """
                <text x="%d" y="%d">%s: at most %s, at the end %s, over %s h</text>
                <path d="M%d %.1fH%d" stroke="#999"/>
                <polyline points="%s" fill="none" stroke="#0b6e99" stroke-width="1.5"/>
                """.formatted(
                        LEFT,
                        number * STRIP + TITLE - 6,
                        name,
                        Figure.of(most),
                        Figure.of(last),
                        Figure.of(hours),
                        LEFT,
                        floor,
                        WIDTH - RIGHT,
                        points);
    }
}
