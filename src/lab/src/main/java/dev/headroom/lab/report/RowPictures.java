// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.verdict.ConfidenceInterval;
import dev.headroom.lab.compare.verdict.OpponentVerdict;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import dev.headroom.lab.report.Chart.Kind;
import dev.headroom.lab.report.Chart.Point;
import dev.headroom.lab.report.Chart.Shape;
import dev.headroom.lab.report.Chart.Stroke;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** A row a policy, and in it a dot a setting. */
final class RowPictures {
    private static final int ROW = 20;
    private static final double DOT = 3.2;
    /** Dots of a row stand at three heights so far apart, in rows. */
    private static final double SPREAD = 0.2;
    /** The axis of differences ends here; what lies beyond is drawn at its ends. */
    private static final double FARTHEST = 0.6;

    /** Whoever costs more than so many times the clairvoyant path is drawn at the end. */
    private static final double HIGHEST = 4;

    private static final double LOWEST = 0.9;
    private static final double TO_REACH = 1.25;

    private RowPictures() {}

    /** How much dearer or cheaper Headroom is than each opponent at the matched attainment. */
    static Chart differences(List<OpponentVerdict> opponents) {
        String says = "The chart shows the cost of Headroom relative to each of " + opponents.size()
                + " opponents, with a dot for each setting.";
        Chart chart = new Chart(
                        "Cost of Headroom relative to each opponent",
                        says,
                        Kind.CHANGE,
                        "GPU-hours at 99 % relative to the opponent's",
                        -FARTHEST,
                        FARTHEST)
                .panel("", "99 % reached only by Headroom / the other", ROW * opponents.size(), Kind.ROWS)
                .rows(
                        opponents.stream().map(OpponentVerdict::name).toList(),
                        opponents.stream()
                                .map(opponent -> alone(opponent, -1) + " / " + alone(opponent, 1))
                                .toList())
                .mark(0, "ink", "← cheaper  Headroom  dearer →");
        for (int row = 0; row < opponents.size(); row++) {
            int y = -row;
            List<SettingVerdict> known = opponents.get(row).settings().stream()
                    .filter(one -> one.relativeDifference().isPresent())
                    .toList();
            for (int index = 0; index < known.size(); index++) {
                SettingVerdict one = known.get(index);
                double difference = one.relativeDifference().orElseThrow();
                String tip = one.setting().label() + ": " + Wording.signedPercent(difference) + ", "
                        + Wording.word(one.outcome());
                String colour = one.outcome() == Outcome.WON ? "ours" : one.outcome() == Outcome.LOST ? "c1" : "faint";
                chart.series("", colour, Stroke.LINE)
                        .dot(Shape.DOT, DOT, new Point(difference, spread(-y, index), tip));
            }
            opponents.get(row).pooled().ifPresent(interval -> interval(chart, interval, y));
        }
        return chart;
    }

    private static void interval(Chart chart, ConfidenceInterval interval, int y) {
        String colour = interval.isBelowZero() ? "ours" : interval.isAboveZero() ? "c1" : "muted";
        chart.series("", colour, Stroke.LINE)
                .line(List.of(new Point(interval.low(), y), new Point(interval.high(), y)))
                .dot(Shape.BAR, DOT, new Point(interval.mean(), y, Wording.interval(interval)));
    }

    private static String alone(OpponentVerdict opponent, int lean) {
        long count = opponent.settings().stream()
                .filter(one -> one.relativeDifference().isEmpty() && one.lean() == lean)
                .count();
        return count == 0 ? Wording.NONE : Long.toString(count);
    }

    /** Every policy's regret at the matched attainment, from the lowest medians down. */
    static Chart regrets(List<Regrets> regrets, PolicyForm ours) {
        List<Regrets> sorted = regrets.stream()
                .sorted(Comparator.comparingDouble(RowPictures::order).thenComparing(Regrets::policy))
                .toList();
        String says = "The chart shows the regret of " + sorted.size() + " policies, with a dot for each setting.";
        Chart chart = new Chart(
                        "Regret of every policy",
                        says,
                        Kind.RATIO,
                        "GPU-hours at 99 % over those of the clairvoyant path",
                        LOWEST,
                        HIGHEST)
                .panel("", "99 % not reached · medians, foreseeable / not", ROW * sorted.size(), Kind.ROWS)
                .rows(
                        sorted.stream().map(regret -> regret.policy().label()).toList(),
                        sorted.stream().map(RowPictures::figures).toList())
                .mark(1, "ink", "")
                .mark(TO_REACH, "limit", "to reach, foreseeable");
        for (int row = 0; row < sorted.size(); row++) {
            int y = -row;
            String colour = sorted.get(row).policy().equals(ours) ? "ours" : "muted";
            List<Regrets.OfSetting> settings = sorted.get(row).settings();
            chart.series("", colour, Stroke.LINE);
            for (int index = 0; index < settings.size(); index++) {
                Regrets.OfSetting one = settings.get(index);
                if (one.regret().isPresent()) {
                    chart.dot(one.setting().foreseeable() ? Shape.DOT : Shape.RING, DOT, dot(one, spread(-y, index)));
                }
            }
            finite(sorted.get(row).median(true)).ifPresent(median -> {
                String tip = "median, foreseeable: " + Wording.trimmed(median);
                chart.dot(Shape.BAR, DOT, new Point(median, y, tip));
            });
        }
        return chart;
    }

    private static Point dot(Regrets.OfSetting one, double y) {
        return new Point(one.regret().orElseThrow(), y, one.setting().label() + ": " + Wording.ratio(one.regret()));
    }

    private static String figures(Regrets regret) {
        String missed = regret.notReached() == 0
                ? ""
                : regret.notReached() + " of " + regret.settings().size() + " · ";
        return missed + median(regret, true) + " / " + median(regret, false);
    }

    private static String median(Regrets regret, boolean foreseeable) {
        OptionalDouble median = finite(regret.median(foreseeable));
        return Wording.ratio(median);
    }

    private static OptionalDouble finite(OptionalDouble median) {
        return median.isPresent() && Double.isFinite(median.getAsDouble()) ? median : OptionalDouble.empty();
    }

    private static double order(Regrets regrets) {
        double one = regrets.median(true).orElse(Double.POSITIVE_INFINITY);
        double other = regrets.median(false).orElse(Double.POSITIVE_INFINITY);
        return Math.min(one, other) + (Double.isInfinite(Math.max(one, other)) ? HIGHEST : Math.max(one, other));
    }

    private static double spread(int row, int index) {
        return -row - (index % 3 - 1) * SPREAD;
    }
}
