// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.TimeChart.Count;
import dev.headroom.lab.report.TimeChart.Line;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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
     * A page with facts at its head and each change of the answer with its reason.
     *
     * @param points two or more, in order of time
     */
    public static String html(String title, List<Fact> facts, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        List<Count> answers = points.stream()
                .filter(point -> point.answer().isPresent())
                .map(point -> new Count(point.timeSeconds(), point.answer().getAsInt(), point.because()))
                .toList();
        TimeChart<ShadowPoint> chart = new TimeChart<>(
                        title,
                        points,
                        ShadowPoint::timeSeconds,
                        known(point -> point.rates().arrivals()),
                        ANSWER,
                        answers)
                .with(
                        TimeChart.REPLICAS,
                        TimeChart.MIDDLE,
                        List.of(
                                line("ready", "c2", point -> asDouble(point.ready())),
                                line(ANSWER, "ours", point -> asDouble(point.answer()))))
                .with(
                        "requests/s of one replica",
                        TimeChart.MIDDLE,
                        List.of(
                                line("carried", "c2", point -> point.rates().carried()),
                                line("believed", "ours", point -> point.rates().capacity())))
                .with(
                        "sequences at the servers",
                        TimeChart.MIDDLE,
                        List.of(
                                line("running", "c2", point -> point.hands().running()),
                                line("waiting", "c1", point -> point.hands().waiting())));
        for (int index = 0; index < promises.size(); index++) {
            int objective = index;
            ObjectiveLimit promise = promises.get(index);
            chart.limited(
                    promise.name(),
                    promise.limitSeconds(),
                    known(point -> point.observedSeconds().get(objective)));
        }
        return chart.html(facts);
    }

    private static Line<ShadowPoint> line(String name, String colour, Function<ShadowPoint, OptionalDouble> value) {
        return new Line<>(name, colour, true, known(value));
    }

    private static ToDoubleFunction<ShadowPoint> known(Function<ShadowPoint, OptionalDouble> value) {
        return point -> value.apply(point).orElse(Double.NaN);
    }

    private static OptionalDouble asDouble(OptionalInt value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
    }
}
