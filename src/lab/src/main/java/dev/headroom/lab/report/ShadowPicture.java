// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.Panel.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A planner over recorded telemetry, panel upon panel: load; its answer beside the ready replicas; what it believed of a replica beside
 * what one carried; sequences at the servers; each objective against its limit; and beneath, why the answer changed.
 */
public final class ShadowPicture {
    private static final String ANSWER = "answer";

    private final String title;
    private final List<ShadowPoint> points;
    private final List<ObjectiveLimit> promises;

    private ShadowPicture(String title, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        if (points.size() < 2) {
            throw new IllegalArgumentException("a picture must have 2 points or more, had " + points.size());
        }
        this.title = title;
        this.points = List.copyOf(points);
        this.promises = List.copyOf(promises);
    }

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
        return new ShadowPicture(title, points, promises).drawn().document();
    }

    /**
     * A page with the picture and each change of the answer with its reason.
     *
     * @param facts at its head
     * @param points two or more, in order of time
     */
    public static String html(String title, List<Fact> facts, List<ShadowPoint> points, List<ObjectiveLimit> promises) {
        ShadowPicture picture = new ShadowPicture(title, points, promises);
        Html page = new Html();
        page.element("h1", title).facts(facts);
        page.raw("<div class=\"wide\">").raw(picture.drawn().inline()).raw("</div>\n");
        page.element("h2", "Every change of the answer");
        TimelinePage.changes(page, picture.changes());
        return page.page(title);
    }

    private Svg drawn() {
        return TimelinePicture.drawn(title, panels(), points, new TimelinePicture.Moved(ANSWER, changes()));
    }

    private List<Panel<ShadowPoint>> panels() {
        List<Panel<ShadowPoint>> panels = new ArrayList<>();
        panels.add(Panel.load("requests/s", point -> drawn(point.rates().arrivals())));
        panels.add(Panel.of(
                "replicas",
                List.of(
                        Line.steps("ready", "c2", point -> drawn(point.ready())),
                        Line.steps(ANSWER, "ours", point -> drawn(point.answer())))));
        panels.add(Panel.of(
                "requests/s of one replica",
                List.of(
                        Line.steps("carried", "c2", point -> drawn(point.rates().carried())),
                        Line.steps(
                                "believed", "ours", point -> drawn(point.rates().capacity())))));
        panels.add(Panel.of(
                "sequences at the servers",
                List.of(
                        Line.steps("running", "c2", point -> drawn(point.hands().running())),
                        Line.steps("waiting", "c1", point -> drawn(point.hands().waiting())))));
        for (int index = 0; index < promises.size(); index++) {
            int objective = index;
            panels.add(Panel.latency(
                    promises.get(index).name(),
                    OptionalDouble.of(promises.get(index).limitSeconds()),
                    point -> drawn(point.observedSeconds().get(objective))));
        }
        return panels;
    }

    /** Of the answers that were numbers. */
    private List<Changes.Change> changes() {
        List<TimelinePoint> answered = new ArrayList<>();
        for (ShadowPoint point : points) {
            point.answer().ifPresent(answer -> answered.add(moment(point, answer)));
        }
        return Changes.of(answered);
    }

    private static TimelinePoint moment(ShadowPoint point, int answer) {
        return new TimelinePoint(
                point.timeSeconds(),
                drawn(point.rates().arrivals()),
                answer,
                point.ready().orElse(0),
                OptionalInt.empty(),
                new TimelinePoint.Latencies(Double.NaN, Double.NaN, Double.NaN),
                Double.NaN,
                point.because());
    }

    private static double drawn(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private static double drawn(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : Double.NaN;
    }
}
