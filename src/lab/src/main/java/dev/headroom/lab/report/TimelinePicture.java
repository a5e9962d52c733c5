// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.Svg.Anchor;
import dev.headroom.lab.report.Svg.Spot;
import dev.headroom.lab.report.TimelinePoint.Latencies;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * An episode over time, panel upon panel: load; replicas wanted, ready and of the clairvoyant path; each latency against its limit; the
 * share of promises kept so far; and beneath, why the largest changes were made.
 */
public final class TimelinePicture {
    private static final double WIDTH = 980;
    private static final double HEAD = 34;
    /** Where reasons begin, beneath the time axis. */
    private static final double REASONS = 48;

    private static final double REASON_LINE = 16;
    private static final int MOST_REASONS = 14;
    private static final int LONGEST_REASON = 150;
    /** Width of a numbered mark: nearer ones would cover each other. */
    private static final double BADGE = 15;

    private final String title;
    private final List<TimelinePoint> points;
    private final Promise limits;

    private TimelinePicture(String title, List<TimelinePoint> points, Promise limits) {
        if (points.size() < 2) {
            throw new IllegalArgumentException("a timeline must have 2 points or more, had " + points.size());
        }
        this.title = title;
        this.points = List.copyOf(points);
        this.limits = limits;
    }

    /**
     * A picture as a file of its own, light or dark as its reader's screen is.
     *
     * @param title above it
     * @param points two or more, in order of time
     * @param limits of each request; what is infinite or not a number has no panel of its own
     */
    public static String svg(String title, List<TimelinePoint> points, Promise limits) {
        return new TimelinePicture(title, points, limits).drawn().document();
    }

    /** As {@link #svg}, for a page that has the theme. */
    static String inline(String title, List<TimelinePoint> points, Promise limits) {
        return new TimelinePicture(title, points, limits).drawn().inline();
    }

    private Svg drawn() {
        return drawn(title, panels(), points, new Moved("number of replicas", Changes.of(points)));
    }

    /** What moved, and each time that it did. */
    record Moved(String of, List<Changes.Change> changes) {}

    /** Panel upon panel over one axis of time, numbered marks in the second, and beneath why the largest moves were made. */
    static <P extends Timed> Svg drawn(String title, List<Panel<P>> panels, List<P> points, Moved moves) {
        double bottom = HEAD;
        for (Panel<P> panel : panels) {
            bottom += panel.height();
        }
        double last = points.get(points.size() - 1).timeSeconds();
        Scale time = Panel.time(WIDTH, last);
        double secondsAPixel = last / (time.end() - time.begin());
        List<Changes.Change> foremost = Changes.foremost(moves.changes(), MOST_REASONS, BADGE * secondsAPixel);
        Svg svg = new Svg(WIDTH, bottom + REASONS + REASON_LINE * (foremost.size() + 1), title);
        svg.text("p-title", new Spot(8, 20), Anchor.START, title);
        double top = HEAD;
        for (int index = 0; index < panels.size(); index++) {
            panels.get(index).draw(svg, time, top, points);
            if (index == 1) {
                badges(svg, time, top, foremost);
            }
            top += panels.get(index).height();
        }
        times(svg, time, bottom);
        reasons(svg, bottom + REASONS, foremost, moves);
        return svg;
    }

    private List<Panel<TimelinePoint>> panels() {
        List<Panel<TimelinePoint>> panels = new ArrayList<>();
        panels.add(Panel.load("requests/s", TimelinePoint::requestsPerSecond));
        panels.add(Panel.replicas());
        latency(panels, "TTFT P99", limits.limit(Signal.TTFT), Latencies::ttftP99);
        latency(panels, "ITL P99", limits.limit(Signal.ITL), Latencies::itlP99);
        latency(panels, "E2E P99", limits.limit(Signal.E2E), Latencies::e2eP99);
        panels.add(Panel.kept());
        return panels;
    }

    private void latency(
            List<Panel<TimelinePoint>> panels, String name, double limit, ToDoubleFunction<Latencies> latency) {
        boolean measured = points.stream()
                .mapToDouble(point -> latency.applyAsDouble(point.latencies()))
                .anyMatch(value -> Double.isFinite(value) && value > 0);
        boolean limited = Double.isFinite(limit) && limit > 0;
        if (limited && measured) {
            panels.add(
                    Panel.latency(name, OptionalDouble.of(limit), point -> latency.applyAsDouble(point.latencies())));
        }
    }

    private static void times(Svg svg, Scale time, double bottom) {
        for (Scale.Tick tick : time.ticks()) {
            svg.text("p-soft", new Spot(time.at(tick.value()), bottom + 12), Anchor.MIDDLE, tick.label());
        }
        svg.text(
                "p-soft",
                new Spot(time.end() + 14, bottom + 12),
                Anchor.START,
                time.highest() >= 3600 ? "h:min:s" : "min:s");
    }

    private static void badges(Svg svg, Scale time, double top, List<Changes.Change> foremost) {
        for (int index = 0; index < foremost.size(); index++) {
            double x = time.at(foremost.get(index).point().timeSeconds());
            svg.dot(
                    "p-badge",
                    new Spot(x, top + 8),
                    BADGE / 2 - 0.5,
                    foremost.get(index).text());
            svg.text("p-badge-text", new Spot(x, top + 11.2), Anchor.MIDDLE, Integer.toString(index + 1));
        }
    }

    private static void reasons(Svg svg, double top, List<Changes.Change> foremost, Moved moves) {
        int changes = moves.changes().size();
        String head = foremost.isEmpty()
                ? "The " + moves.of() + " was never changed."
                : foremost.size() == changes
                        ? "All changes of the " + moves.of() + ":"
                        : "The largest " + foremost.size() + " of " + changes + " changes of the " + moves.of() + ":";
        svg.text("p-soft", new Spot(12, top), Anchor.START, head);
        for (int index = 0; index < foremost.size(); index++) {
            double y = top + REASON_LINE * (index + 1);
            svg.dot("p-badge", new Spot(19, y - 4), BADGE / 2 - 0.5, "");
            svg.text("p-badge-text", new Spot(19, y - 0.8), Anchor.MIDDLE, Integer.toString(index + 1));
            svg.text(
                    "",
                    new Spot(34, y),
                    Anchor.START,
                    shortened(foremost.get(index).text()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
    }
}
