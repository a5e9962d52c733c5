// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.TimeChart.Count;
import dev.headroom.lab.report.TimeChart.Line;
import dev.headroom.lab.report.TimeChart.Panel;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A planner over recorded telemetry, panel upon panel: load; its answer beside the ready replicas; what it believed of a replica beside
 * what one carried; sequences at the servers; each objective against its limit; and beneath, why the answer changed.
 */
public final class ShadowPicture {
    private static final String ANSWER = "answer";

    private ShadowPicture() {}

    /**
     * An objective.
     *
     * @param name such as {@code ttft p95}
     * @param limitSeconds above 0
     */
    public record ObjectiveLimit(String name, double limitSeconds) {}

    /**
     * A picture as a file of its own, light or dark as its reader's screen is.
     *
     * @param points two or more, in order of time
     */
    public static String svg(String title, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        return drawn(title, points, promises).chart().document();
    }

    /** As {@link #svg}, as a page with facts at its head and each change of the answer with its reason. */
    public static String html(String title, List<Fact> facts, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        return drawn(title, points, promises).html(facts);
    }

    private static TimeChart drawn(String title, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        List<Count> answers = points.stream()
                .filter(point -> point.answer().isPresent())
                .map(point -> new Count(point.timeSeconds(), point.answer().getAsInt(), point.because()))
                .toList();
        double height = TimeChart.LOW + 12;
        TimeChart chart = new TimeChart(
                        title, points.stream().map(ShadowPoint::timeSeconds).toList(), ANSWER, answers)
                .with(new Panel(
                        "requests/s",
                        TimeChart.LOW,
                        line(
                                "load",
                                "ours",
                                false,
                                points,
                                point -> point.rates().arrivals())))
                .with(new Panel(
                        "replicas",
                        height,
                        line("ready", "c2", true, points, point -> asDouble(point.ready())),
                        line(ANSWER, "ours", true, points, point -> asDouble(point.answer()))));
        return withObjectives(withServers(chart, points, height), points, promises, height);
    }

    private static TimeChart withServers(TimeChart chart, List<ShadowPoint> points, double height) {
        return chart.with(new Panel(
                        "requests/s of one replica",
                        height,
                        line(
                                "carried",
                                "c2",
                                true,
                                points,
                                point -> point.rates().carried()),
                        line(
                                "believed",
                                "ours",
                                true,
                                points,
                                point -> point.rates().capacity())))
                .with(new Panel(
                        "sequences at the servers",
                        height,
                        line(
                                "running",
                                "c2",
                                true,
                                points,
                                point -> point.hands().running()),
                        line(
                                "waiting",
                                "c1",
                                true,
                                points,
                                point -> point.hands().waiting())));
    }

    private static TimeChart withObjectives(
            TimeChart chart, List<ShadowPoint> points, List<ObjectiveLimit> promises, double height) {
        for (int index = 0; index < promises.size(); index++) {
            int objective = index;
            chart.with(new Panel(
                    promises.get(index).name(),
                    height,
                    OptionalDouble.of(promises.get(index).limitSeconds()),
                    List.of(line(
                            "",
                            "ours",
                            false,
                            points,
                            point -> point.observedSeconds().get(objective)))));
        }
        return chart;
    }

    private static Line line(
            String name,
            String colour,
            boolean steps,
            List<ShadowPoint> points,
            Function<ShadowPoint, OptionalDouble> value) {
        return new Line(
                name, colour, steps, index -> value.apply(points.get(index)).orElse(Double.NaN));
    }

    private static OptionalDouble asDouble(OptionalInt value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
    }
}
