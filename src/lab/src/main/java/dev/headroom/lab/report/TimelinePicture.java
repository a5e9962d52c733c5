// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.TimeChart.Count;
import dev.headroom.lab.report.TimeChart.Line;
import dev.headroom.lab.report.TimeChart.Panel;
import dev.headroom.lab.report.TimelinePoint.Latencies;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * An episode over time, panel upon panel: load; replicas wanted, ready and of the clairvoyant path; each latency against its limit; the
 * share of promises kept so far; and beneath, why the largest changes were made.
 */
public final class TimelinePicture {
    private static final double TALL = 122;

    private TimelinePicture() {}

    /**
     * A picture as a file of its own, light or dark as its reader's screen is.
     *
     * @param title above it
     * @param points two or more, in order of time
     * @param limits of each request; what is infinite or not a number has no panel of its own
     */
    public static String svg(String title, List<TimelinePoint> points, Promise limits) {
        return drawn(title, points, limits).chart().document();
    }

    /** As {@link #svg}, as a page with facts at its head and each change with its reason. */
    public static String html(String title, List<Fact> facts, List<TimelinePoint> points, Promise limits) {
        return drawn(title, points, limits).html(facts);
    }

    private static TimeChart drawn(String title, List<TimelinePoint> points, Promise limits) {
        TimeChart chart = new TimeChart(
                        title,
                        points.stream().map(TimelinePoint::timeSeconds).toList(),
                        "number of replicas",
                        counts(points))
                .with(new Panel(
                        "requests/s",
                        TimeChart.LOW,
                        line("load", "ours", false, points, one -> one.requestsPerSecond())))
                .with(new Panel(
                        "replicas",
                        TALL,
                        line(
                                "clairvoyant",
                                "ink",
                                true,
                                points,
                                one -> one.bound().isPresent() ? one.bound().getAsInt() : Double.NaN),
                        line("ready", "c2", true, points, TimelinePoint::ready),
                        line("wanted", "ours", true, points, TimelinePoint::replicas)));
        latency(chart, "TTFT P99", points, limits.limit(Signal.TTFT), Latencies::ttftP99);
        latency(chart, "ITL P99", points, limits.limit(Signal.ITL), Latencies::itlP99);
        latency(chart, "E2E P99", points, limits.limit(Signal.E2E), Latencies::e2eP99);
        double kept =
                points.isEmpty() ? Double.NaN : points.get(points.size() - 1).attainment();
        String end = Double.isFinite(kept) ? Wording.percent(kept) : "";
        return chart.with(
                new Panel(TimeChart.KEPT, TimeChart.LOW, line(end, "ours", false, points, TimelinePoint::attainment)));
    }

    static List<Count> counts(List<TimelinePoint> points) {
        return points.stream()
                .map(point -> new Count(point.timeSeconds(), point.replicas(), point.reason()))
                .toList();
    }

    private static void latency(
            TimeChart chart,
            String name,
            List<TimelinePoint> points,
            double limit,
            ToDoubleFunction<Latencies> latency) {
        Line line = line("", "ours", false, points, point -> latency.applyAsDouble(point.latencies()));
        boolean measured = points.stream().anyMatch(point -> latency.applyAsDouble(point.latencies()) > 0);
        if (limit > 0 && Double.isFinite(limit) && measured) {
            chart.with(new Panel(name, TimeChart.LOW + 12, OptionalDouble.of(limit), List.of(line)));
        }
    }

    private static Line line(
            String name,
            String colour,
            boolean steps,
            List<TimelinePoint> points,
            ToDoubleFunction<TimelinePoint> value) {
        return new Line(name, colour, steps, index -> value.applyAsDouble(points.get(index)));
    }
}
