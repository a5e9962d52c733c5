// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.compare.verdict.ParetoFront;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.report.Chart.Kind;
import dev.headroom.lab.report.Chart.Point;
import dev.headroom.lab.report.Chart.Shape;
import dev.headroom.lab.report.Chart.Stroke;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Attainment against GPU-hours in one setting: Headroom's fronts, those of the baselines that are the cheapest at the matched attainment,
 * and all others in grey; a line a seed, a ring where the knob is at 1.
 */
final class FrontPicture {
    /** As many as can be told apart. */
    private static final List<String> COLOURS = List.of("ours", "c1", "c2", "c3", "c4");

    private static final String REST = "faint";
    /** Of its cheapest outcome a picture shows at least so many times as dear ones. */
    private static final double LEAST_SPAN = 1.2;
    /** Share of the axis that is left empty at either end. */
    private static final double AIR = 0.04;
    /** A straight line between outcomes is a curve on this axis; so many pieces are smooth. */
    private static final int PIECES = 16;

    private static final int FEW_PIECES = 4;
    private static final int HEIGHT = 260;
    private static final double SMALL = 2.4;
    private static final double LARGE = 3.6;
    /** Of the size of others. */
    private static final double GREY = 0.6;

    private final Curves curves;
    private final Setting setting;
    private final double dearest;
    private final Chart chart;

    private FrontPicture(Curves curves, Setting setting, ComparisonVerdict verdict) {
        this.curves = curves;
        this.setting = setting;
        Map<PolicyForm, String> colours = coloured(verdict);
        double cheapest = rows().mapToDouble(ResultRow::gpuHours).min().orElse(0);
        double left = Math.min(cheapest, bound().orElse(cheapest));
        double right = Math.max(left * LEAST_SPAN, dearestOfInterest(colours));
        double air = (right - left) * AIR;
        this.dearest = right + air;
        String says = "The chart shows attainment against GPU-hours of "
                + curves.policies().size() + " policies in the setting " + setting.label() + ".";
        this.chart = new Chart(setting.label(), says, Kind.NUMBER, "GPU-hours", Math.max(0, left - air), dearest);
        chart.panel("", "", HEIGHT, Kind.SHARE).limit(Judge.MATCHED_ATTAINMENT, "");
        bound().ifPresent(hours -> chart.mark(hours, "ink", "clairvoyant path"));
        curves.policies().stream()
                .filter(policy -> !colours.containsKey(policy))
                .forEach(policy -> fronts(policy, REST));
        List<Map.Entry<PolicyForm, String>> ourLast = new ArrayList<>(colours.entrySet());
        Collections.reverse(ourLast);
        ourLast.forEach(one -> fronts(one.getKey(), one.getValue()));
    }

    /** Draws one setting. */
    static Chart of(Curves curves, Setting setting, ComparisonVerdict verdict) {
        return new FrontPicture(curves, setting, verdict).chart;
    }

    /** Where the coloured fronts have passed the attainment: what is dearer would press all this together. */
    private double dearestOfInterest(Map<PolicyForm, String> colours) {
        return colours.keySet().stream()
                .flatMap(policy -> curves.of(setting, policy).values().stream())
                .flatMap(curve -> curve.front().points().stream()
                        .filter(point -> point.attainment() >= Judge.MATCHED_ATTAINMENT)
                        .limit(1))
                .mapToDouble(ParetoFront.Point::gpuHours)
                .max()
                .orElse(rows().mapToDouble(ResultRow::gpuHours).max().orElse(1));
    }

    private void fronts(PolicyForm policy, String colour) {
        boolean grey = colour.equals(REST);
        // The grey ones are the ground on which the others stand: one seed shows where it is.
        List<Curve> seeds = curves.of(setting, policy).values().stream()
                .limit(grey ? 1 : Long.MAX_VALUE)
                .toList();
        chart.series(grey ? "" : policy.label(), colour, grey ? Stroke.THIN : Stroke.LINE);
        for (Curve curve : seeds) {
            chart.line(along(curve.front(), grey ? FEW_PIECES : PIECES));
            for (ResultRow row : curve.rows()) {
                boolean asGiven = row.equals(curve.asGiven());
                if (row.gpuHours() <= dearest) {
                    chart.dot(
                            asGiven ? Shape.RING : Shape.DOT,
                            (asGiven ? LARGE : SMALL) * (grey ? GREY : 1),
                            new Point(row.gpuHours(), row.attainment(), grey ? policy.label() : tip(row)));
                }
            }
        }
    }

    private static String tip(ResultRow row) {
        return row.cell().contender().form().label() + ", knob "
                + Wording.trimmed(row.cell().contender().knob()) + ", seed "
                + row.cell().seed() + ": " + Wording.percent(row.attainment()) + " at " + Wording.hours(row.gpuHours())
                + " GPU-hours";
    }

    /** The front as it is interpolated, up to the right edge. */
    private List<Point> along(ParetoFront front, int pieces) {
        List<ParetoFront.Point> points = front.points();
        List<Point> spots = new ArrayList<>();
        for (int index = 0; index < points.size(); index++) {
            ParetoFront.Point to = points.get(index);
            ParetoFront.Point from = points.get(Math.max(0, index - 1));
            for (int piece = index == 0 ? pieces : 1; piece <= pieces; piece++) {
                ParetoFront.Point between = from.towards(to, (double) piece / pieces);
                if (between.gpuHours() <= dearest) {
                    spots.add(new Point(between.gpuHours(), between.attainment()));
                }
            }
        }
        return spots;
    }

    private OptionalDouble bound() {
        return rows().flatMapToDouble(row -> row.bounds().clairvoyantGpuHours().stream())
                .average();
    }

    private Stream<ResultRow> rows() {
        return curves.in(setting).flatMap(curve -> curve.rows().stream());
    }

    /** Headroom first, then the opponents that get to the attainment the cheapest. */
    private Map<PolicyForm, String> coloured(ComparisonVerdict verdict) {
        Map<PolicyForm, String> coloured = new LinkedHashMap<>();
        Stream<PolicyForm> cheapest = verdict.opponents().stream()
                .flatMap(opponent -> opponent.settings().stream())
                .filter(one -> one.setting().equals(setting))
                .map(SettingVerdict::opponent)
                .sorted(Comparator.comparingDouble(this::costOf).thenComparing(Comparator.naturalOrder()));
        Stream.concat(Stream.of(verdict.ours()), cheapest)
                .limit(COLOURS.size())
                .forEach(policy -> coloured.put(policy, COLOURS.get(coloured.size())));
        return coloured;
    }

    private double costOf(PolicyForm policy) {
        return curves.of(setting, policy).values().stream()
                .mapToDouble(curve -> curve.cost()
                        .value()
                        .orElse(Double.MAX_VALUE / curves.seeds().size()))
                .average()
                .orElse(Double.MAX_VALUE);
    }
}
