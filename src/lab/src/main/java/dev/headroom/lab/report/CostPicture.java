// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Latency over cost, panel upon panel: one for each objective, with its limit as a broken line. */
public final class CostPicture {
    private static final int HEIGHT = 160;
    private static final double RADIUS = 3;
    private static final String COLOUR = "c1";
    /** Room beside the outermost points. */
    private static final double MARGIN = 0.05;

    private CostPicture() {}

    /**
     * One objective.
     *
     * @param name of it
     * @param limitSeconds that it promises
     * @param spots by rising cost
     */
    public record Panel(String name, double limitSeconds, List<Spot> spots) {
        public Panel {
            spots = List.copyOf(spots);
        }
    }

    /**
     * A number of replicas.
     *
     * @param cost on the horizontal axis
     * @param seconds of latency; empty beyond saturation
     * @param tip for a reader who points at it
     */
    public record Spot(double cost, OptionalDouble seconds, String tip) {}

    /** Draws it onto a page. */
    public static void onto(Page page, String title, String axis, List<Panel> panels) {
        double from = ends(panels).min().orElse(0);
        double to = ends(panels).max().orElse(1);
        double room = Math.max(to - from, to * MARGIN) * MARGIN;
        Chart chart = new Chart(title, says(panels), Chart.Kind.NUMBER, axis, Math.max(0, from - room), to + room);
        for (Panel panel : panels) {
            chart.panel(panel.name(), "", HEIGHT, Chart.Kind.DURATION)
                    .limit(panel.limitSeconds(), "promised")
                    .series("", COLOUR, Chart.Stroke.LINE)
                    .line(panel.spots().stream()
                            .filter(spot -> spot.seconds().isPresent())
                            .map(CostPicture::point)
                            .toList());
            panel.spots().stream()
                    .filter(spot -> spot.seconds().isPresent())
                    .forEach(spot -> chart.dot(Chart.Shape.DOT, RADIUS, point(spot)));
        }
        page.chart(chart);
    }

    private static DoubleStream ends(List<Panel> panels) {
        return panels.stream().flatMap(panel -> panel.spots().stream()).mapToDouble(Spot::cost);
    }

    private static Chart.Point point(Spot spot) {
        return new Chart.Point(spot.cost(), spot.seconds().orElse(Double.NaN), spot.tip());
    }

    private static String says(List<Panel> panels) {
        StringBuilder sentence = new StringBuilder("Latency falls with cost.");
        for (Panel panel : panels) {
            panel.spots().stream()
                    .filter(spot -> spot.seconds().isPresent())
                    .findFirst()
                    .ifPresent(first -> sentence.append(String.format(
                            Locale.ROOT,
                            " %s: %.3g s at %.4g, limit %.3g s.",
                            panel.name(),
                            first.seconds().getAsDouble(),
                            first.cost(),
                            panel.limitSeconds())));
        }
        return sentence.toString();
    }
}
