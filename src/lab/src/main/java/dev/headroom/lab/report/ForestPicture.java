// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Interval;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.SideVerdict;
import dev.headroom.lab.report.Svg.Anchor;
import dev.headroom.lab.report.Svg.Spot;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How much dearer or cheaper Headroom is than each opponent at the matched attainment: a dot a setting, and the mean's interval. */
final class ForestPicture {
    private static final double WIDTH = 860;
    private static final double LEFT = 258;
    private static final double RIGHT = WIDTH - 170;
    private static final double ONLY = RIGHT + 34;
    private static final double THEM = WIDTH - 34;
    private static final double TOP = 46;
    private static final double ROW = 20;
    private static final double FOOT = 44;
    /** The axis' ends; what lies beyond is drawn at them. */
    private static final double FARTHEST = 0.6;

    private static final double DOT = 3;
    private static final double SPREAD = 4;
    private static final int TICKS = 6;
    private static final int PERCENT = 100;

    private ForestPicture() {}

    /** Draws opponents in their order. */
    static Svg of(List<SideVerdict> opponents) {
        double bottom = TOP + ROW * opponents.size();
        Svg svg = new Svg(WIDTH, bottom + FOOT, "Cost of Headroom relative to each opponent");
        Scale x = Scale.linear(
                LEFT,
                RIGHT,
                -FARTHEST,
                FARTHEST,
                TICKS,
                value -> String.format(Locale.ROOT, "%+.0f %%", PERCENT * value)
                        .replace('-', '−')
                        .replace("+0", "0"));
        axis(svg, x, bottom);
        for (int row = 0; row < opponents.size(); row++) {
            opponent(svg, x, opponents.get(row), TOP + ROW * row + ROW / 2);
        }
        return svg;
    }

    private static void axis(Svg svg, Scale x, double bottom) {
        for (Scale.Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            svg.line("p-grid", new Spot(at, TOP), new Spot(at, bottom));
            svg.text("p-soft", new Spot(at, bottom + 15), Anchor.MIDDLE, tick.label());
        }
        svg.line("p-bound", new Spot(x.at(0), TOP - 4), new Spot(x.at(0), bottom));
        svg.text("p-text-ours", new Spot(x.at(0) - 10, TOP - 10), Anchor.END, "← Headroom is cheaper");
        svg.text("p-text-c1", new Spot(x.at(0) + 10, TOP - 10), Anchor.START, "Headroom is dearer →");
        svg.text(
                "p-soft",
                new Spot((LEFT + RIGHT) / 2, bottom + 33),
                Anchor.MIDDLE,
                "GPU-hours at 99 % relative to the opponent's; dots are settings, bars the mean's 95 % interval");
        svg.text("p-soft p-small", new Spot((ONLY + THEM) / 2, TOP - 24), Anchor.MIDDLE, "99 % reached only by");
        svg.text("p-soft p-small", new Spot(ONLY, TOP - 10), Anchor.MIDDLE, "Headroom");
        svg.text("p-soft p-small", new Spot(THEM, TOP - 10), Anchor.MIDDLE, "the other");
    }

    private static void opponent(Svg svg, Scale x, SideVerdict opponent, double middle) {
        svg.line("p-grid", new Spot(LEFT, middle), new Spot(RIGHT, middle));
        svg.text("", new Spot(LEFT - 8, middle + 4), Anchor.END, opponent.name());
        int index = 0;
        for (CellVerdict cell : opponent.cells()) {
            OptionalDouble difference = cell.relativeDifference();
            if (difference.isPresent()) {
                double spread = (index++ % 3 - 1) * SPREAD;
                svg.dot(
                        style(cell),
                        new Spot(x.at(difference.getAsDouble()), middle + spread),
                        DOT,
                        cell.setting().label() + ": " + Wording.signedPercent(difference.getAsDouble()) + ", "
                                + cell.outcome().word());
            }
        }
        opponent.pooled().ifPresent(interval -> interval(svg, x, interval, middle));
        counted(svg, ONLY, middle, alone(opponent, -1));
        counted(svg, THEM, middle, alone(opponent, 1));
    }

    private static String style(CellVerdict cell) {
        return cell.outcome() == Outcome.WON
                ? "p-dot-ours"
                : cell.outcome() == Outcome.LOST ? "p-dot-c1" : "p-dot-rest";
    }

    private static void interval(Svg svg, Scale x, Interval interval, double middle) {
        String colour = interval.isBelowZero() ? "p-ours" : interval.isAboveZero() ? "p-c1" : "p-axis";
        svg.line("p-line " + colour, new Spot(x.at(interval.low()), middle), new Spot(x.at(interval.high()), middle));
        svg.line(
                "p-line " + colour,
                new Spot(x.at(interval.mean()), middle - 6),
                new Spot(x.at(interval.mean()), middle + 6));
    }

    private static long alone(SideVerdict opponent, int lean) {
        return opponent.cells().stream()
                .filter(cell -> cell.relativeDifference().isEmpty() && cell.lean() == lean)
                .count();
    }

    private static void counted(Svg svg, double at, double middle, long count) {
        svg.text(
                count == 0 ? "p-soft" : "",
                new Spot(at, middle + 4),
                Anchor.MIDDLE,
                count == 0 ? Wording.NONE : Long.toString(count));
    }
}
