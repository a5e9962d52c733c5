// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.report.Svg.Anchor;
import dev.headroom.lab.report.Svg.Spot;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Every side's regret at the matched attainment: a dot a setting, filled where the load is foreseeable; a bar at each median. */
final class RegretPicture {
    private static final double WIDTH = 860;
    private static final double LEFT = 150;
    private static final double RIGHT = WIDTH - 220;
    private static final double MISSED = RIGHT + 20;
    private static final double COUNTED = WIDTH - 12;
    private static final double TOP = 46;
    private static final double ROW = 20;
    private static final double FOOT = 44;
    /** The axis ends here: whoever costs more than so many times the clairvoyant path is drawn at the end. */
    private static final double HIGHEST = 4;

    private static final double LOWEST = 0.9;
    private static final double BAR = 1.25;
    private static final List<Scale.Tick> TICKS = Stream.of(1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
            .map(ratio -> new Scale.Tick(ratio, Wording.trimmed(ratio)))
            .toList();
    private static final double DOT = 3.4;
    /** Half the height over which dots of one row are spread. */
    private static final double SPREAD = 4;

    private RegretPicture() {}

    /** Draws sides from the lowest median of all their settings down. */
    static Svg of(List<Regrets> regrets, Side ours) {
        List<Regrets> sorted = regrets.stream()
                .filter(regret -> !regret.cells().isEmpty())
                .sorted(Comparator.comparingDouble(RegretPicture::order).thenComparing(Regrets::side))
                .toList();
        double bottom = TOP + ROW * sorted.size();
        Svg svg = new Svg(WIDTH, bottom + FOOT, "Regret of every policy");
        Scale x = new Scale(LEFT, RIGHT, LOWEST, HIGHEST, Math::log, TICKS);
        axis(svg, x, bottom);
        for (int row = 0; row < sorted.size(); row++) {
            side(
                    svg,
                    x,
                    sorted.get(row),
                    TOP + ROW * row + ROW / 2,
                    sorted.get(row).side().equals(ours) ? "ours" : "rest");
        }
        return svg;
    }

    private static double order(Regrets regrets) {
        double foreseeable = regrets.foreseeableMedian().orElse(Double.POSITIVE_INFINITY);
        double other = regrets.unforeseeableMedian().orElse(Double.POSITIVE_INFINITY);
        return Double.isInfinite(foreseeable) && Double.isInfinite(other)
                ? Double.POSITIVE_INFINITY
                : Math.min(foreseeable, other)
                        + (Double.isInfinite(Math.max(foreseeable, other)) ? HIGHEST : Math.max(foreseeable, other));
    }

    private static void axis(Svg svg, Scale x, double bottom) {
        for (Scale.Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            svg.line("p-grid", new Spot(at, TOP), new Spot(at, bottom));
            svg.text("p-soft", new Spot(at, bottom + 15), Anchor.MIDDLE, tick.label());
        }
        svg.line("p-mark", new Spot(x.at(BAR), TOP - 6), new Spot(x.at(BAR), bottom));
        svg.text(
                "p-limit-text p-small", new Spot(x.at(BAR), TOP - 10), Anchor.MIDDLE, "bar for foreseeable load, 1.25");
        svg.line("p-bound", new Spot(x.at(1), TOP), new Spot(x.at(1), bottom));
        svg.text(
                "p-soft",
                new Spot((LEFT + RIGHT) / 2, bottom + 33),
                Anchor.MIDDLE,
                "GPU-hours at 99 % over those of the clairvoyant path");
        svg.text("p-soft p-small", new Spot(MISSED, TOP - 24), Anchor.START, "99 % not");
        svg.text("p-soft p-small", new Spot(MISSED, TOP - 10), Anchor.START, "reached in");
        svg.text("p-soft p-small", new Spot(COUNTED, TOP - 24), Anchor.END, "medians");
        svg.text("p-soft p-small", new Spot(COUNTED, TOP - 10), Anchor.END, "foreseeable / not");
        legend(svg);
    }

    private static void legend(Svg svg) {
        svg.dot("p-dot-ours", new Spot(14, 14), DOT, "");
        svg.text("p-soft p-small", new Spot(22, 18), Anchor.START, "foreseeable");
        svg.dot("p-hollow p-ours", new Spot(14, 30), DOT, "");
        svg.text("p-soft p-small", new Spot(22, 34), Anchor.START, "unforeseeable");
        svg.line("p-line p-ours", new Spot(100, 8), new Spot(100, 22));
        svg.text("p-soft p-small", new Spot(106, 18), Anchor.START, "median of foreseeable");
    }

    private static void side(Svg svg, Scale x, Regrets regrets, double middle, String colour) {
        svg.line("p-grid", new Spot(LEFT, middle), new Spot(RIGHT, middle));
        svg.text(
                colour.equals("ours") ? "p-text-ours" : "",
                new Spot(LEFT - 8, middle + 4),
                Anchor.END,
                regrets.side().label());
        int missed = 0;
        for (int index = 0; index < regrets.cells().size(); index++) {
            Regrets.OfSetting cell = regrets.cells().get(index);
            if (cell.regret().isEmpty()) {
                missed++;
                continue;
            }
            double spread = (index % 3 - 1) * SPREAD;
            String tip =
                    cell.setting().label() + ": " + Wording.ratio(cell.regret().getAsDouble());
            svg.dot(
                    cell.setting().foreseeable() ? "p-dot-" + colour : "p-hollow p-" + colour,
                    new Spot(x.at(cell.regret().getAsDouble()), middle + spread),
                    DOT,
                    tip);
        }
        median(svg, x, regrets.foreseeableMedian(), middle, colour);
        svg.text(
                missed == 0 ? "p-soft" : "",
                new Spot(MISSED, middle + 4),
                Anchor.START,
                missed == 0 ? Wording.NONE : missed + " of " + regrets.cells().size());
        svg.text(
                "p-soft",
                new Spot(COUNTED, middle + 4),
                Anchor.END,
                word(regrets.foreseeableMedian()) + " / " + word(regrets.unforeseeableMedian()));
    }

    private static void median(Svg svg, Scale x, OptionalDouble median, double middle, String colour) {
        if (median.isPresent() && Double.isFinite(median.getAsDouble())) {
            double at = x.at(median.getAsDouble());
            svg.line("p-line p-" + colour, new Spot(at, middle - 8), new Spot(at, middle + 8));
        }
    }

    private static String word(OptionalDouble median) {
        return median.isPresent() && Double.isFinite(median.getAsDouble())
                ? Wording.ratio(median.getAsDouble())
                : Wording.NONE;
    }
}
