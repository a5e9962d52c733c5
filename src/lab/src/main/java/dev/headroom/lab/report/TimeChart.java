// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.Chart.Kind;
import dev.headroom.lab.report.Chart.Point;
import dev.headroom.lab.report.Chart.Shape;
import dev.headroom.lab.report.Chart.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Panels over points in time; rings mark each change of a count, numbers the largest ones, whose reasons stand beneath. */
final class TimeChart<P> {
    /** A line of a panel; NaN where its value is not known. */
    record Line<P>(String name, String colour, boolean steps, ToDoubleFunction<P> value) {}

    private record Panel<P>(String name, int height, OptionalDouble limit, List<Line<P>> lines) {}

    /** A count, and why it is that. */
    record Count(double seconds, int count, String reason) {}

    /** A moment at which another count was first seen. */
    record Change(Count to, int from) {
        String text() {
            String moved = Wording.clock(to.seconds()) + "  " + from + " → " + to.count();
            return to.reason().isEmpty() ? moved : moved + "  " + to.reason();
        }
    }

    static final int LOW = 56;
    static final int MIDDLE = 68;
    static final int TALL = 122;
    /** Of panels whose values are shares. */
    static final String KEPT = "kept so far";
    /** The panel whose last line is the count. */
    static final String REPLICAS = "replicas";

    private static final String LOAD = "load";
    private static final int MOST_REASONS = 14;
    /** Nearer numbers would cover each other on a small screen, as a share of the axis. */
    private static final double BADGE = 0.02;

    private static final double RING = 3;
    private static final int SECONDS_AN_HOUR = 3600;

    private final String title;
    private final List<P> points;
    private final List<Double> seconds;
    private final String counted;
    private final List<Change> changes;
    private final List<Panel<P>> panels = new ArrayList<>();

    /**
     * @param points two or more, in order of time
     * @param load requests a second: the first panel
     * @param counted whose changes are marked
     * @param counts in order of time
     */
    TimeChart(
            String title,
            List<P> points,
            ToDoubleFunction<P> time,
            ToDoubleFunction<P> load,
            String counted,
            List<Count> counts) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a timeline must have a point, had none");
        }
        this.title = title;
        this.points = points;
        this.seconds = points.stream().map(time::applyAsDouble).toList();
        this.counted = counted;
        this.changes = changes(counts);
        with("requests/s", LOW, List.of(new Line<>(LOAD, "ours", false, load)));
    }

    static List<Change> changes(List<Count> counts) {
        return IntStream.range(1, counts.size())
                .filter(index ->
                        counts.get(index).count() != counts.get(index - 1).count())
                .mapToObj(index ->
                        new Change(counts.get(index), counts.get(index - 1).count()))
                .toList();
    }

    TimeChart<P> with(String name, int height, List<Line<P>> lines) {
        panels.add(new Panel<>(name, height, OptionalDouble.empty(), lines));
        return this;
    }

    /** A panel of seconds against their limit. */
    TimeChart<P> limited(String name, double limit, ToDoubleFunction<P> value) {
        panels.add(new Panel<>(name, MIDDLE, OptionalDouble.of(limit), List.of(new Line<>("", "ours", false, value))));
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
        Page page = new Page(title).facts(facts).chart(chart());
        if (changes.isEmpty()) {
            return page.note("The " + counted + " was never changed.").html();
        }
        List<Change> foremost = foremost();
        return page.note(introduction(foremost.size()))
                .numbered(foremost.stream().map(Change::text).toList())
                .heading(2, "Every change of the " + counted)
                .table(table)
                .html();
    }

    private String introduction(int shown) {
        if (shown < changes.size()) {
            return shown + " of " + changes.size() + " changes of the " + counted
                    + ": the largest, and none close to a larger one:";
        }
        return shown == 1 ? "The only change of the " + counted + ":" : "All changes of the " + counted + ":";
    }

    Chart chart() {
        double last = seconds.get(seconds.size() - 1);
        String says = "The chart shows " + panels.stream().map(Panel::name).collect(Collectors.joining(", ")) + " over "
                + Wording.clock(last) + "; the " + counted + " changed " + changes.size()
                + (changes.size() == 1 ? " time." : " times.");
        Chart chart = new Chart(
                        title, says, Kind.CLOCK, last >= SECONDS_AN_HOUR ? "h:min:s" : "min:s", 0, Math.max(last, 1))
                .at(seconds);
        panels.forEach(panel -> draw(chart, panel));
        return chart;
    }

    private void draw(Chart chart, Panel<P> panel) {
        boolean load = panel.lines().get(0).name().equals(LOAD);
        chart.panel(
                panel.name(),
                "",
                panel.height(),
                panel.name().equals(KEPT) ? Kind.SHARE : panel.limit().isPresent() ? Kind.DURATION : Kind.NUMBER);
        panel.limit().ifPresent(limit -> {
            chart.limit(limit, "limit " + Wording.duration(limit));
            shade(chart, index -> isOver(panel, index));
        });
        for (Line<P> line : panel.lines()) {
            Stroke stroke = line.colour().equals("ink") ? Stroke.BROKEN : Stroke.LINE;
            chart.series(line.name(), line.colour(), stroke)
                    .values(
                            line.steps(),
                            points.stream().mapToDouble(line.value()).toArray());
        }
        if (load) {
            shade(chart, index -> panels.stream().anyMatch(one -> isOver(one, index)));
        }
        if (panel.name().equals(REPLICAS)) {
            mark(chart);
        }
    }

    /** The load is shaded where any limit was passed, a latency where its own was. */
    private void shade(Chart chart, IntPredicate over) {
        for (int index = 0; index + 1 < points.size(); index++) {
            int first = index;
            while (index + 1 < points.size() && over.test(index)) {
                index++;
            }
            if (index > first) {
                chart.shade(seconds.get(first), seconds.get(index));
            }
        }
    }

    private boolean isOver(Panel<P> panel, int index) {
        return panel.limit().isPresent()
                && panel.lines().get(0).value().applyAsDouble(points.get(index))
                        > panel.limit().getAsDouble();
    }

    private void mark(Chart chart) {
        List<Change> foremost = foremost();
        for (Change change : changes) {
            int number = foremost.indexOf(change) + 1;
            Point point = new Point(change.to().seconds(), change.to().count(), change.text());
            chart.dot(Shape.RING, RING, point, number == 0 ? "" : Integer.toString(number));
        }
    }

    private List<Change> foremost() {
        return foremost(changes, MOST_REASONS, BADGE * seconds.get(seconds.size() - 1));
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
