// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.Causes;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Curve;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Where Headroom is behind the best baseline, and what the misses and the replicas say of it. Each setting that is lost, or in which
 * the means favour the other; a reading, not a proof.
 */
final class LossReasons {
    private static final List<String> HEAD = List.of(
            "setting",
            "against",
            "missed as installed",
            "of them by signal",
            "by load",
            "by fleet",
            "ready over need",
            "under need",
            "over need at 99 %, ours and theirs",
            "reads as");

    private static final double PERCENT = 100;
    /** More than that share of the misses is where the trouble lies. */
    private static final double MOST = 0.5;
    /** A scale-down's two minutes are a small part of a run: a third of the misses in them is much. */
    private static final double MUCH = 1.0 / 3;

    private LossReasons() {}

    static Appendix of(Verdict verdict, Curves curves) {
        List<List<String>> lines = new ArrayList<>();
        for (CellVerdict cell : verdict.all().bestOfAll().cells()) {
            Collection<Curve> ours = curves.of(cell.setting(), verdict.ours()).values();
            if ((cell.outcome() == Outcome.LOST || cell.lean() > 0) && !ours.isEmpty()) {
                lines.add(line(
                        cell, ours, curves.of(cell.setting(), cell.opponent()).values(), verdict.attainment()));
            }
        }
        return new Appendix(
                "Where it is behind, and what that looks like",
                "Against the best baseline of each setting. Misses are those with the knob at 1, all seeds together; a request may miss"
                        + " several signals. Replicas are ready ones against ceil(rate / load test), in the mean over time.",
                HEAD,
                lines);
    }

    private static List<String> line(
            CellVerdict cell, Collection<Curve> ours, Collection<Curve> theirs, double attainment) {
        double missed = sum(ours, row -> row.service().violations());
        Optional<ResultRow> matched = cheapest(ours, attainment);
        Optional<ResultRow> other = cheapest(theirs, attainment);
        return List.of(
                cell.setting().label(),
                cell.opponent().label(),
                Wording.percent(missed / sum(ours, row -> row.service().requests())),
                missed == 0 ? Wording.NONE : signals(ours, missed),
                missed == 0 ? Wording.NONE : phases(ours, missed),
                missed == 0 ? Wording.NONE : scaling(ours, missed),
                replicas(mean(ours, row -> row.causes().surplus())),
                replicas(mean(ours, row -> row.causes().shortage())),
                surplus(matched) + ", " + surplus(other),
                reading(ours, missed, matched, other, attainment));
    }

    private static String signals(Collection<Curve> curves, double missed) {
        return String.format(
                Locale.ROOT,
                "TTFT %s, ITL %s, E2E %s",
                share(sum(curves, row -> row.causes().signals().ttft()), missed),
                share(sum(curves, row -> row.causes().signals().itl()), missed),
                share(sum(curves, row -> row.causes().signals().e2e()), missed));
    }

    private static String phases(Collection<Curve> curves, double missed) {
        return String.format(
                Locale.ROOT,
                "rise %s, level %s, fall %s",
                share(sum(curves, row -> row.causes().phases().rise()), missed),
                share(sum(curves, row -> row.causes().phases().level()), missed),
                share(sum(curves, row -> row.causes().phases().fall()), missed));
    }

    private static String scaling(Collection<Curve> curves, double missed) {
        return String.format(
                Locale.ROOT,
                "while replicas start %s, after a scale-down %s, settled %s",
                share(sum(curves, row -> row.causes().scaling().starting()), missed),
                share(sum(curves, row -> row.causes().scaling().afterFall()), missed),
                share(sum(curves, row -> row.causes().scaling().settled()), missed));
    }

    /** What a reader would say first. */
    private static String reading(
            Collection<Curve> ours,
            double missed,
            Optional<ResultRow> matched,
            Optional<ResultRow> other,
            double attainment) {
        double kept = 1 - missed / sum(ours, row -> row.service().requests());
        if (kept >= attainment) {
            return matched.map(row -> row.causes().surplus()).orElse(0.0)
                            > other.map(row -> row.causes().surplus()).orElse(0.0)
                    ? "holds more than the load needs for as many promises"
                    : "pays for starts and drains, or holds replicas at the wrong time";
        }
        Causes.Scaling scaling = new Causes.Scaling(
                Math.round(sum(ours, row -> row.causes().scaling().starting())),
                Math.round(sum(ours, row -> row.causes().scaling().afterFall())),
                Math.round(sum(ours, row -> row.causes().scaling().settled())));
        if (scaling.starting() > MOST * missed) {
            return "orders too late: most misses fall while replicas start";
        }
        if (scaling.afterFall() > MUCH * missed) {
            return "gives too much back: misses follow scale-downs";
        }
        double surplus = mean(ours, row -> row.causes().surplus());
        double shortage = mean(ours, row -> row.causes().shortage());
        return shortage > surplus
                ? "believes that a replica carries more than it does"
                : "has replicas on average, but not when they are needed";
    }

    /** With the first seed: the cheapest outcome that reaches it. */
    private static Optional<ResultRow> cheapest(Collection<Curve> seeds, double attainment) {
        return seeds.stream()
                .findFirst()
                .flatMap(curve -> curve.rows().stream()
                        .filter(row -> row.attainment().all() >= attainment)
                        .min(Comparator.comparingDouble(row -> row.cost().gpuHours())));
    }

    private static String surplus(Optional<ResultRow> row) {
        return row.map(known -> replicas(known.causes().surplus())).orElse(Wording.NOT_REACHED);
    }

    private static String replicas(double mean) {
        return String.format(Locale.ROOT, "%.1f", mean);
    }

    private static String share(double part, double whole) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * part / whole);
    }

    private static double sum(Collection<Curve> curves, ToDoubleFunction<ResultRow> figure) {
        return curves.stream().map(Curve::asGiven).mapToDouble(figure).sum();
    }

    private static double mean(Collection<Curve> curves, ToDoubleFunction<ResultRow> figure) {
        return sum(curves, figure) / curves.size();
    }
}
