// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.verdict.ConfidenceInterval;
import dev.headroom.lab.compare.verdict.OpponentVerdict;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import dev.headroom.lab.report.Chart.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A row a policy, and in it a dot a setting. */
final class RowPictures {
    private static final double WIDTH = 860;
    private static final double ROW = 20;
    private static final double DOT = 3.2;
    /** Dots of a row stand at three heights so far apart, in rows. */
    private static final double SPREAD = 0.2;
    /** The axis of differences ends here; what lies beyond is drawn at its ends. */
    private static final double FARTHEST = 0.6;

    private static final int TICKS = 6;
    /** Whoever costs more than so many times the clairvoyant path is drawn at the end. */
    private static final double HIGHEST = 4;

    private static final double LOWEST = 0.9;
    private static final double TO_REACH = 1.25;
    private static final int PERCENT = 100;

    private RowPictures() {}

    /** How much dearer or cheaper Headroom is than each opponent at the matched attainment. */
    static Chart differences(List<OpponentVerdict> opponents) {
        Scale x = Scale.linear(
                -FARTHEST,
                FARTHEST,
                TICKS,
                value -> String.format(Locale.ROOT, "%+.0f %%", PERCENT * value)
                        .replace('-', '−')
                        .replace("+0", "0"));
        Chart chart = new Chart("Cost of Headroom relative to each opponent", WIDTH, 250, 140, x);
        chart.panel(
                "",
                "99 % reached only by Headroom / the other",
                ROW * opponents.size(),
                Scale.rows(
                        opponents.stream().map(OpponentVerdict::name).toList(),
                        opponents.stream()
                                .map(opponent -> alone(opponent, -1) + " / " + alone(opponent, 1))
                                .toList()));
        chart.mark(0, "ink", "← cheaper  Headroom  dearer →");
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
                chart.dots(colour, DOT, true, List.of(new Point(difference, spread(row, index), tip)));
            }
            opponents.get(row).pooled().ifPresent(interval -> interval(chart, interval, y));
        }
        chart.axis("GPU-hours at 99 % relative to the opponent's");
        return chart;
    }

    private static void interval(Chart chart, ConfidenceInterval interval, int y) {
        String colour = interval.isBelowZero() ? "ours" : interval.isAboveZero() ? "c1" : "muted";
        chart.line("", colour, "line", false, List.of(new Point(interval.low(), y), new Point(interval.high(), y)));
        chart.bar(colour, interval.mean(), y);
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
        Scale x = Scale.of(Math::log, LOWEST, 1, TO_REACH, 1.5, 2, 2.5, 3, HIGHEST);
        Chart chart = new Chart("Regret of every policy", WIDTH, 150, 250, x);
        chart.panel(
                "",
                "99 % not reached · medians, foreseeable / not",
                ROW * sorted.size(),
                Scale.rows(
                        sorted.stream().map(regret -> regret.policy().label()).toList(),
                        sorted.stream().map(RowPictures::figures).toList()));
        chart.mark(1, "ink", "");
        chart.mark(TO_REACH, "limit", "to reach, foreseeable");
        for (int row = 0; row < sorted.size(); row++) {
            int y = -row;
            String colour = sorted.get(row).policy().equals(ours) ? "ours" : "muted";
            List<Regrets.OfSetting> settings = sorted.get(row).settings();
            for (boolean foreseeable : new boolean[] {true, false}) {
                chart.dots(
                        colour,
                        DOT,
                        foreseeable,
                        IntStream.range(0, settings.size())
                                .filter(index -> settings.get(index).setting().foreseeable() == foreseeable
                                        && settings.get(index).regret().isPresent())
                                .mapToObj(index -> dot(settings.get(index), spread(-y, index)))
                                .toList());
            }
            finite(sorted.get(row).median(true)).ifPresent(median -> chart.bar(colour, median, y));
        }
        chart.axis("GPU-hours at 99 % over those of the clairvoyant path");
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
