// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.Chart.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Panels over time; numbers in the second mark the largest changes of a count, whose reasons stand beneath. */
final class TimeChart {
    /** A line of a panel: its value at each moment, by the moment's place; NaN where it is not known. */
    record Line(String name, String colour, boolean steps, IntToDoubleFunction value) {}

    /** A panel. With a limit its values are seconds. */
    record Panel(String name, double height, OptionalDouble limit, List<Line> lines) {
        Panel(String name, double height, Line... lines) {
            this(name, height, OptionalDouble.empty(), List.of(lines));
        }
    }

    /** A count, and why it is that. */
    record Count(double seconds, int count, String reason) {}

    /** A moment at which another count was first seen. */
    record Change(Count to, int from) {
        String text() {
            String moved = Wording.clock(to.seconds()) + "  " + from + " → " + to.count();
            return to.reason().isEmpty() ? moved : moved + "  " + to.reason();
        }
    }

    static final double LOW = 56;
    /** Of panels whose values are shares. */
    static final String KEPT = "kept so far";

    private static final double WIDTH = 980;
    private static final double LEFT = 74;
    private static final double RIGHT = 110;
    private static final int MOST_REASONS = 14;
    private static final int LONGEST_REASON = 150;
    /** Width of a numbered mark: nearer ones would cover each other. */
    private static final double BADGE = 15;

    private static final int TICKS = 4;
    /** Where a latency's largest value is so many times its smallest, decades are shown. */
    private static final double WIDE = 30;
    /** A straight axis ends a little above its highest value. */
    private static final double AIR = 1.08;

    private final String title;
    private final List<Double> seconds;
    private final String counted;
    private final List<Change> changes;
    private final List<Panel> panels = new ArrayList<>();

    /**
     * @param seconds of two moments or more
     * @param counted whose changes are marked
     * @param counts in order of time
     */
    TimeChart(String title, List<Double> seconds, String counted, List<Count> counts) {
        if (seconds.size() < 2) {
            throw new IllegalArgumentException("a timeline must have 2 points or more, had " + seconds.size());
        }
        this.title = title;
        this.seconds = seconds;
        this.counted = counted;
        this.changes = changes(counts);
    }

    static List<Change> changes(List<Count> counts) {
        return IntStream.range(1, counts.size())
                .filter(index ->
                        counts.get(index).count() != counts.get(index - 1).count())
                .mapToObj(index ->
                        new Change(counts.get(index), counts.get(index - 1).count()))
                .toList();
    }

    TimeChart with(Panel panel) {
        panels.add(panel);
        return this;
    }

    /** A page with the picture and each change with its reason. */
    String html(List<Fact> facts) {
        Table table = new Table("time", "from", "to", "reason");
        changes.forEach(change -> table.row(
                Wording.clock(change.to().seconds()),
                change.from(),
                change.to().count(),
                change.to().reason()));
        return new Page(title)
                .facts(facts)
                .picture(chart())
                .heading(2, "Every change of the " + counted)
                .table(table)
                .html();
    }

    Chart chart() {
        double last = seconds.get(seconds.size() - 1);
        Chart chart = new Chart(title, WIDTH, LEFT, RIGHT, Scale.clock(last));
        List<Change> foremost = foremost(changes, MOST_REASONS, BADGE * last / (WIDTH - LEFT - RIGHT));
        for (int index = 0; index < panels.size(); index++) {
            draw(chart, panels.get(index));
            for (int mark = 0; mark < foremost.size() && index == 1; mark++) {
                chart.mark(foremost.get(mark).to().seconds(), "", Integer.toString(mark + 1));
            }
        }
        chart.axis(last >= 3600 ? "h:min:s" : "min:s");
        chart.footnote(
                foremost.isEmpty()
                        ? "The " + counted + " was never changed."
                        : (foremost.size() == changes.size()
                                        ? "All "
                                        : "The largest " + foremost.size() + " of " + changes.size() + " ")
                                + "changes of the " + counted + ":");
        for (int mark = 0; mark < foremost.size(); mark++) {
            String text = foremost.get(mark).text();
            chart.footnote(Integer.toString(mark + 1) + "  "
                    + (text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…"));
        }
        return chart;
    }

    private void draw(Chart chart, Panel panel) {
        chart.panel(panel.name(), "", panel.height(), scale(panel));
        panel.limit().ifPresent(limit -> {
            chart.shade(points(panel.lines().get(0)), limit);
            chart.limit(limit, "limit " + Wording.duration(limit));
        });
        for (Line line : panel.lines()) {
            String style = line.colour().equals("ink") ? "broken" : "line";
            chart.line(line.name(), line.colour(), style, line.steps(), points(line));
        }
    }

    private List<Point> points(Line line) {
        return IntStream.range(0, seconds.size())
                .mapToObj(index -> new Point(seconds.get(index), line.value().applyAsDouble(index)))
                .toList();
    }

    private Scale scale(Panel panel) {
        double[] values = panel.lines().stream()
                .flatMap(line -> points(line).stream())
                .mapToDouble(Point::y)
                .filter(Double::isFinite)
                .toArray();
        double highest =
                Math.max(panel.limit().orElse(0), Arrays.stream(values).max().orElse(1));
        if (panel.name().equals(KEPT)) {
            return Scale.attainment(Arrays.stream(values).min().orElse(1));
        }
        if (panel.limit().isEmpty()) {
            return Scale.linear(0, Math.max(1, highest) * AIR, TICKS, Wording::trimmed);
        }
        double lowest = Math.min(
                panel.limit().getAsDouble(),
                Arrays.stream(values).filter(value -> value > 0).min().orElse(1));
        return highest > WIDE * lowest
                ? Scale.logarithmic(lowest, highest, Wording::duration)
                : Scale.linear(0, highest * AIR, TICKS, Wording::duration);
    }

    /** The largest, in order of time; none nearer to a larger one than the gap, so that their marks can be read. */
    static List<Change> foremost(List<Change> changes, int most, double gapSeconds) {
        List<Change> chosen = new ArrayList<>();
        Comparator<Change> byTime =
                Comparator.comparingDouble(change -> change.to().seconds());
        changes.stream()
                .sorted(Comparator.<Change>comparingInt(
                                change -> -Math.abs(change.to().count() - change.from()))
                        .thenComparing(byTime))
                .filter(change -> chosen.stream()
                        .allMatch(other ->
                                Math.abs(other.to().seconds() - change.to().seconds()) >= gapSeconds))
                .limit(most)
                .forEach(chosen::add);
        chosen.sort(byTime);
        return chosen;
    }
}
