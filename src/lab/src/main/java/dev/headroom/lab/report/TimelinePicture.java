// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.TimeChart.Count;
import dev.headroom.lab.report.TimeChart.Line;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An episode over time, panel upon panel: load; replicas wanted, ready and of the clairvoyant path; each latency against its limit; the
 * share of promises kept so far; and beneath, why the largest changes were made.
 */
public final class TimelinePicture {
    private TimelinePicture() {}

    /**
     * A page with facts at its head and each change with its reason.
     *
     * @param title above it
     * @param points two or more, in order of time
     * @param limits of each request; what is infinite or not a number has no panel of its own
     */
    public static String html(String title, List<Fact> facts, List<TimelinePoint> points, Promise limits) {
        return drawn(title, points, limits).html(facts);
    }

    static TimeChart<TimelinePoint> drawn(String title, List<TimelinePoint> points, Promise limits) {
        TimeChart<TimelinePoint> chart = new TimeChart<>(
                        title,
                        points,
                        TimelinePoint::timeSeconds,
                        TimelinePoint::requestsPerSecond,
                        "number of replicas",
                        counts(points))
                .with(
                        TimeChart.REPLICAS,
                        TimeChart.TALL,
                        List.of(
                                new Line<>(
                                        "clairvoyant",
                                        "ink",
                                        true,
                                        one -> one.bound().isPresent()
                                                ? one.bound().getAsInt()
                                                : Double.NaN),
                                new Line<>("ready", "c2", true, TimelinePoint::ready),
                                new Line<>("wanted", "ours", true, TimelinePoint::replicas)));
        latency(
                chart,
                "TTFT P99",
                points,
                limits.limit(Signal.TTFT),
                one -> one.latencies().ttftP99());
        latency(
                chart,
                "ITL P99",
                points,
                limits.limit(Signal.ITL),
                one -> one.latencies().itlP99());
        latency(
                chart,
                "E2E P99",
                points,
                limits.limit(Signal.E2E),
                one -> one.latencies().e2eP99());
        double kept = points.get(points.size() - 1).attainment();
        String end = Double.isFinite(kept) ? Wording.percent(kept) : "";
        return chart.with(
                TimeChart.KEPT, TimeChart.LOW, List.of(new Line<>(end, "ours", false, TimelinePoint::attainment)));
    }

    static List<Count> counts(List<TimelinePoint> points) {
        return points.stream()
                .map(point -> new Count(point.timeSeconds(), point.replicas(), point.reason()))
                .toList();
    }

    private static void latency(
            TimeChart<TimelinePoint> chart,
            String name,
            List<TimelinePoint> points,
            double limit,
            ToDoubleFunction<TimelinePoint> latency) {
        boolean measured = points.stream().mapToDouble(latency).anyMatch(value -> value > 0);
        if (limit > 0 && Double.isFinite(limit) && measured) {
            chart.limited(name, limit, latency);
        }
    }
}
