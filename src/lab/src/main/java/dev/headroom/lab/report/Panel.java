// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.Svg.Anchor;
import dev.headroom.lab.report.Svg.Spot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One strip of a timeline: an axis of its own, a few lines, labels at their right ends.
 *
 * @param <P> what is drawn, moment by moment
 */
final class Panel<P extends Timed> {
    /** Steps hold their value until the next point; curves go straight to it. */
    enum Form {
        STEPS,
        CURVE
    }

    /** A line of a panel. */
    record Line<P>(String name, String style, String textStyle, Form form, ToDoubleFunction<? super P> value) {
        /** Values that hold until the next. */
        static <P> Line<P> steps(String name, String colour, ToDoubleFunction<? super P> value) {
            return new Line<>(name, "p-line p-" + colour, "p-text-" + colour, Form.STEPS, value);
        }
    }

    private static final double LEFT = 74;
    private static final double RIGHT_MARGIN = 110;
    private static final double GAP = 22;
    private static final double LABEL_GAP = 12;
    private static final double LOW = 84;
    private static final double TALL = 150;
    private static final int TICKS = 4;
    /** Where a latency's largest value is so many times its smallest, decades are shown. */
    private static final double WIDE = 30;
    /** A straight axis ends a little above its highest value. */
    private static final double AIR = 1.08;

    private final String name;
    private final double height;
    private final List<Line<P>> lines;
    private final OptionalDouble limit;

    private Panel(String name, double height, List<Line<P>> lines, OptionalDouble limit) {
        this.name = name;
        this.height = height;
        this.lines = lines;
        this.limit = limit;
    }

    /** Lines with names of their own from 0 up. */
    static <P extends Timed> Panel<P> of(String name, List<Line<P>> lines) {
        return new Panel<>(name, LOW + 12, lines, OptionalDouble.empty());
    }

    static <P extends Timed> Panel<P> load(String name, ToDoubleFunction<? super P> value) {
        return new Panel<>(
                name,
                LOW,
                List.of(new Line<>("load", "p-line p-ours", "p-text-ours", Form.CURVE, value)),
                OptionalDouble.empty());
    }

    static Panel<TimelinePoint> replicas() {
        return new Panel<>(
                "replicas",
                TALL,
                List.of(
                        new Line<>(
                                "clairvoyant",
                                "p-bound",
                                "",
                                Form.STEPS,
                                point -> point.bound().isPresent()
                                        ? point.bound().getAsInt()
                                        : Double.NaN),
                        new Line<>("ready", "p-line p-c2", "p-text-c2", Form.STEPS, TimelinePoint::ready),
                        new Line<>("wanted", "p-line p-ours", "p-text-ours", Form.STEPS, TimelinePoint::replicas)),
                OptionalDouble.empty());
    }

    static <P extends Timed> Panel<P> latency(String name, OptionalDouble limit, ToDoubleFunction<? super P> value) {
        return new Panel<>(name, LOW + 12, List.of(new Line<>("", "p-line p-ours", "", Form.CURVE, value)), limit);
    }

    static Panel<TimelinePoint> kept() {
        return new Panel<>(
                "kept so far",
                LOW,
                List.of(new Line<>("", "p-line p-ours", "p-text-ours", Form.CURVE, TimelinePoint::attainment)),
                OptionalDouble.empty());
    }

    /** The time axis that all panels share. */
    static Scale time(double width, double seconds) {
        return Scale.clock(LEFT, width - RIGHT_MARGIN, seconds);
    }

    double height() {
        return height;
    }

    void draw(Svg svg, Scale time, double top, List<P> points) {
        double ceiling = top + GAP;
        double floor = top + height - 6;
        Scale y = scale(points, floor, ceiling);
        svg.text("p-soft", new Spot(time.begin() - 62, ceiling - 8), Anchor.START, name);
        for (Scale.Tick tick : time.ticks()) {
            svg.line("p-grid", new Spot(time.at(tick.value()), ceiling), new Spot(time.at(tick.value()), floor));
        }
        for (Scale.Tick tick : apart(y)) {
            svg.line("p-grid", new Spot(time.begin(), y.at(tick.value())), new Spot(time.end(), y.at(tick.value())));
            svg.text("p-soft p-small", new Spot(time.begin() - 6, y.at(tick.value()) + 3.5), Anchor.END, tick.label());
        }
        svg.line("p-axis", new Spot(time.begin(), floor), new Spot(time.end(), floor));
        for (Line<P> line : lines) {
            line(svg, time, y, points, line);
        }
        limit.ifPresent(at -> limit(svg, time, y, points, at));
        labels(svg, time, y, points);
    }

    private Scale scale(List<P> points, double floor, double ceiling) {
        double[] values = lines.stream()
                .flatMap(line -> points.stream().map(line.value()::applyAsDouble))
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double highest = Math.max(limit.orElse(0), max(values));
        if (name.equals("kept so far")) {
            return Scale.attainment(floor, ceiling, min(values));
        }
        if (limit.isEmpty()) {
            return Scale.linear(floor, ceiling, 0, Math.max(1, highest) * AIR, TICKS);
        }
        double lowest = Math.min(
                limit.getAsDouble(),
                min(Arrays.stream(values).filter(value -> value > 0).toArray()));
        return highest > WIDE * lowest
                ? Scale.logarithmic(floor, ceiling, lowest, highest, Wording::duration)
                : Scale.linear(floor, ceiling, 0, highest * AIR, TICKS, Wording::duration);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(1);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(1);
    }

    /** Ticks whose labels do not cover each other, from the top down. */
    private static List<Scale.Tick> apart(Scale y) {
        List<Scale.Tick> kept = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int index = y.ticks().size() - 1; index >= 0; index--) {
            Scale.Tick tick = y.ticks().get(index);
            if (y.at(tick.value()) - last >= LABEL_GAP) {
                kept.add(tick);
                last = y.at(tick.value());
            }
        }
        return kept;
    }

    private void line(Svg svg, Scale time, Scale y, List<P> points, Line<P> line) {
        List<Spot> run = new ArrayList<>();
        for (P point : points) {
            double value = line.value().applyAsDouble(point);
            if (!Double.isFinite(value)) {
                svg.polyline(line.style(), run);
                run = new ArrayList<>();
                continue;
            }
            Spot spot = new Spot(time.at(point.timeSeconds()), y.at(value));
            if (line.form() == Form.STEPS && !run.isEmpty()) {
                run.add(new Spot(spot.x(), run.get(run.size() - 1).y()));
            }
            run.add(spot);
        }
        svg.polyline(line.style(), run);
        if (line.name().equals("load") && run.size() >= 2) {
            area(svg, y, run);
        }
    }

    private static void area(Svg svg, Scale y, List<Spot> line) {
        List<Spot> around = new ArrayList<>(line);
        around.add(new Spot(line.get(line.size() - 1).x(), y.begin()));
        around.add(new Spot(line.get(0).x(), y.begin()));
        svg.polygon("p-area", around);
    }

    /** The limit as a broken line, and a shade over each time in which it was passed. */
    private void limit(Svg svg, Scale time, Scale y, List<P> points, double limitAt) {
        ToDoubleFunction<? super P> value = lines.get(0).value();
        for (int index = 0; index + 1 < points.size(); index++) {
            if (value.applyAsDouble(points.get(index)) > limitAt) {
                double from = time.at(points.get(index).timeSeconds());
                svg.box(
                        "p-over",
                        new Spot(from, y.end()),
                        time.at(points.get(index + 1).timeSeconds()) - from,
                        y.begin() - y.end());
            }
        }
        svg.line("p-mark", new Spot(time.begin(), y.at(limitAt)), new Spot(time.end(), y.at(limitAt)));
        svg.text(
                "p-limit-text",
                new Spot(time.end() + 8, y.at(limitAt) + 4),
                Anchor.START,
                "limit " + Wording.duration(limitAt));
    }

    private void labels(Svg svg, Scale time, Scale y, List<P> points) {
        List<Labels.Label> labels = new ArrayList<>();
        for (Line<P> line : lines) {
            double value = last(points, line.value());
            String text = name.equals("kept so far") ? Wording.percent(value) : line.name();
            if (Double.isFinite(value) && !text.isEmpty()) {
                labels.add(new Labels.Label(text, line.textStyle(), new Spot(time.end(), y.at(value))));
            }
        }
        for (Labels.Placed placed : Labels.apart(labels, LABEL_GAP, y.end(), y.begin())) {
            svg.text(
                    placed.label().style(),
                    new Spot(time.end() + 8, placed.y() + 4),
                    Anchor.START,
                    placed.label().text());
        }
    }

    private double last(List<P> points, ToDoubleFunction<? super P> value) {
        for (int index = points.size() - 1; index >= 0; index--) {
            double at = value.applyAsDouble(points.get(index));
            if (Double.isFinite(at)) {
                return at;
            }
        }
        return Double.NaN;
    }
}
