// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Curve;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.ParetoFront;
import dev.headroom.lab.compare.verdict.Verdict;
import dev.headroom.lab.report.Svg.Anchor;
import dev.headroom.lab.report.Svg.Spot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Attainment against GPU-hours in one setting: Headroom's fronts, those of the baselines that are the cheapest at the matched attainment,
 * and all others in grey; a line a seed, a ring where the knob is at 1.
 */
final class ParetoPicture {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 330;
    private static final double LEFT = 56;
    private static final double RIGHT = WIDTH - 130;
    private static final double TOP = 36;
    private static final double BOTTOM = HEIGHT - 42;
    /** As many as there are colours that can be told apart beside Headroom's. */
    private static final List<String> COLOURS = List.of("c1", "c2", "c3", "c4");

    private static final String OURS = "ours";
    private static final String REST = "rest";
    /** Of its cheapest outcome a picture shows at least so many times as dear ones. */
    private static final double LEAST_SPAN = 1.2;
    /** Share of the axis that is left empty at either end. */
    private static final double AIR = 0.04;
    /** A straight line between outcomes is a curve on this axis; so many pieces are smooth. */
    private static final int PIECES = 16;

    private static final int FEW_PIECES = 4;

    private static final double LABEL_GAP = 13;
    private static final int TICKS = 6;

    private final Curves curves;
    private final Setting setting;
    private final double attainment;
    private final Map<Side, String> colours;
    private final Scale x;
    private final Scale y;
    private final Svg svg = new Svg(WIDTH, HEIGHT, "Attainment against GPU-hours");

    private ParetoPicture(Curves curves, Setting setting, Verdict verdict) {
        this.curves = curves;
        this.setting = setting;
        this.attainment = verdict.attainment();
        this.colours = coloured(verdict);
        double cheapest = rows().mapToDouble(row -> row.cost().gpuHours()).min().orElse(0);
        double left = Math.min(cheapest, bound().orElse(cheapest));
        double right = Math.max(left * LEAST_SPAN, dearestOfInterest());
        double pad = (right - left) * AIR;
        this.x = Scale.linear(LEFT, RIGHT, Math.max(0, left - pad), right + pad, TICKS);
        this.y = Scale.attainment(
                BOTTOM,
                TOP,
                rows().mapToDouble(row -> row.attainment().all()).min().orElse(0));
    }

    /** Draws one setting. */
    static Svg of(Curves curves, Setting setting, Verdict verdict) {
        return new ParetoPicture(curves, setting, verdict).drawn();
    }

    /** Where the coloured fronts have passed the attainment: what is dearer would press all this together. */
    private double dearestOfInterest() {
        return colours.keySet().stream()
                .flatMap(side -> curves.of(setting, side).values().stream())
                .flatMap(curve -> curve.front().points().stream()
                        .filter(point -> point.attainment() >= attainment)
                        .limit(1))
                .mapToDouble(ParetoFront.Point::gpuHours)
                .max()
                .orElse(rows().mapToDouble(row -> row.cost().gpuHours()).max().orElse(1));
    }

    private Svg drawn() {
        axes();
        List<Labels.Label> labels = new ArrayList<>();
        for (Side side : curves.sides()) {
            if (!colours.containsKey(side)) {
                fronts(side, REST);
            }
        }
        List<Map.Entry<Side, String>> ourLast = new ArrayList<>(colours.entrySet());
        Collections.reverse(ourLast);
        for (Map.Entry<Side, String> side : ourLast) {
            fronts(side.getKey(), side.getValue());
            lastSpot(side.getKey())
                    .ifPresent(spot ->
                            labels.add(new Labels.Label(side.getKey().label(), "p-text-" + side.getValue(), spot)));
        }
        for (Labels.Placed placed : Labels.apart(labels, LABEL_GAP, TOP + 4, BOTTOM)) {
            svg.line(
                    "p-lead",
                    new Spot(placed.label().of().x() + 5, placed.label().of().y()),
                    new Spot(RIGHT + 8, placed.y()));
            svg.text(
                    placed.label().style(),
                    new Spot(RIGHT + 11, placed.y() + 4),
                    Anchor.START,
                    placed.label().text());
        }
        return svg;
    }

    private void axes() {
        svg.text("p-title", new Spot(8, 18), Anchor.START, setting.label());
        for (Scale.Tick tick : y.ticks()) {
            double at = y.at(tick.value());
            svg.line("p-grid", new Spot(LEFT, at), new Spot(RIGHT, at));
            svg.text("p-soft", new Spot(LEFT - 6, at + 4), Anchor.END, tick.label());
        }
        for (Scale.Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            svg.line("p-axis", new Spot(at, BOTTOM), new Spot(at, BOTTOM + 4));
            svg.text("p-soft", new Spot(at, BOTTOM + 16), Anchor.MIDDLE, tick.label());
        }
        svg.line("p-axis", new Spot(LEFT, BOTTOM), new Spot(RIGHT, BOTTOM));
        svg.text("p-soft", new Spot((LEFT + RIGHT) / 2, HEIGHT - 8), Anchor.MIDDLE, "GPU-hours");
        svg.line("p-mark", new Spot(LEFT, y.at(attainment)), new Spot(RIGHT, y.at(attainment)));
        bound().ifPresent(hours -> {
            svg.line("p-bound", new Spot(x.at(hours), TOP), new Spot(x.at(hours), BOTTOM));
            svg.text("p-soft p-small", new Spot(x.at(hours) + 4, TOP + 10), Anchor.START, "clairvoyant path");
        });
    }

    private void fronts(Side side, String colour) {
        boolean grey = colour.equals(REST);
        // The grey ones are the ground on which the others stand: one seed shows where it is.
        List<Curve> seeds = curves.of(setting, side).values().stream()
                .limit(grey ? 1 : Long.MAX_VALUE)
                .toList();
        for (Curve curve : seeds) {
            svg.polyline((grey ? "p-thin p-" : "p-line p-") + colour, along(curve.front(), grey ? FEW_PIECES : PIECES));
            for (ResultRow row : curve.rows()) {
                outcome(row, colour, row.equals(curve.asGiven()));
            }
        }
    }

    private void outcome(ResultRow row, String colour, boolean asGiven) {
        ParetoFront.Point point =
                new ParetoFront.Point(row.cost().gpuHours(), row.attainment().all());
        if (point.gpuHours() > x.highest()) {
            return;
        }
        boolean grey = colour.equals(REST);
        String tip = grey ? row.cell().contender().side().label() : tip(row);
        if (asGiven) {
            svg.dot("p-hollow p-" + colour, spot(point), grey ? 2.2 : 3.6, tip);
        } else {
            svg.dot("p-dot-" + colour, spot(point), grey ? 1.4 : 2.4, tip);
        }
    }

    private static String tip(ResultRow row) {
        return row.cell().contender().side().label() + ", knob "
                + Wording.trimmed(row.cell().contender().knob()) + ", seed "
                + row.cell().seed() + ": " + Wording.percent(row.attainment().all()) + " at "
                + Wording.hours(row.cost().gpuHours()) + " GPU-hours";
    }

    private Spot spot(ParetoFront.Point point) {
        return new Spot(x.at(point.gpuHours()), y.at(point.attainment()));
    }

    /** The front as it is interpolated, up to the right edge. */
    private List<Spot> along(ParetoFront front, int pieces) {
        List<ParetoFront.Point> points = front.points();
        List<Spot> spots = new ArrayList<>();
        for (int index = 0; index + 1 < points.size(); index++) {
            ParetoFront.Point from = points.get(index);
            ParetoFront.Point to = points.get(index + 1);
            for (int piece = index == 0 ? 0 : 1; piece <= pieces; piece++) {
                double share = (double) piece / pieces;
                ParetoFront.Point between = new ParetoFront.Point(
                        from.gpuHours() + share * (to.gpuHours() - from.gpuHours()),
                        from.attainment() + share * (to.attainment() - from.attainment()));
                if (between.gpuHours() <= x.highest()) {
                    spots.add(spot(between));
                }
            }
        }
        return spots;
    }

    /** Where the label's line begins: at the first seed's best outcome in sight. */
    private Optional<Spot> lastSpot(Side side) {
        return curves.of(setting, side).values().stream().findFirst().flatMap(curve -> {
            List<Spot> line = along(curve.front(), PIECES);
            return line.isEmpty()
                    ? curve.front().points().stream()
                            .filter(point -> point.gpuHours() <= x.highest())
                            .findFirst()
                            .map(this::spot)
                    : Optional.of(line.get(line.size() - 1));
        });
    }

    private OptionalDouble bound() {
        return rows().filter(row -> row.bounds().clairvoyantGpuHours().isPresent())
                .mapToDouble(row -> row.bounds().clairvoyantGpuHours().getAsDouble())
                .average();
    }

    private Stream<ResultRow> rows() {
        return curves.sides().stream()
                .flatMap(side -> curves.of(setting, side).values().stream())
                .flatMap(curve -> curve.rows().stream());
    }

    /** Headroom first, then the opponents that get to the attainment the cheapest. */
    private Map<Side, String> coloured(Verdict verdict) {
        Map<Side, String> coloured = new LinkedHashMap<>();
        coloured.put(verdict.ours(), OURS);
        verdict.opponents().stream()
                .flatMap(opponent -> opponent.cells().stream())
                .filter(cell -> cell.setting().equals(setting))
                .map(CellVerdict::opponent)
                .sorted(Comparator.comparingDouble(this::costOf).thenComparing(Comparator.naturalOrder()))
                .limit(COLOURS.size())
                .forEach(side -> coloured.put(side, COLOURS.get(coloured.size() - 1)));
        return coloured;
    }

    private double costOf(Side side) {
        return curves.of(setting, side).values().stream()
                .mapToDouble(curve -> curve.front()
                        .costAt(attainment)
                        .value()
                        .orElse(Double.MAX_VALUE / curves.seeds().size()))
                .average()
                .orElse(Double.MAX_VALUE);
    }
}
