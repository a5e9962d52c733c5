// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.ResultRow.Causes;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Where Headroom is behind the best baseline, and what the misses and the replicas say of it. Each setting that is lost, or in which
 * the means favour the other; a reading, not a proof.
 */
final class LossReasons {
    private static final double PERCENT = 100;
    /** More than that share of the misses is where the trouble lies. */
    private static final double MOST = 0.5;
    /** A scale-down's two minutes are a small part of a run: a third of the misses in them is much. */
    private static final double MUCH = 1.0 / 3;

    private final Collection<Curve> ours;
    private final double missed;
    private final double surplus;
    private final double shortage;

    private LossReasons(Collection<Curve> ours) {
        this.ours = ours;
        this.missed = sum(row -> row.service().violations());
        this.surplus = sum(row -> row.causes().surplus()) / ours.size();
        this.shortage = sum(row -> row.causes().shortage()) / ours.size();
    }

    static void write(Page page, ComparisonVerdict verdict, Curves curves) {
        Table table = new Table(
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
        for (SettingVerdict one : verdict.all().bestOfAll().settings()) {
            Collection<Curve> ours = curves.of(one.setting(), verdict.ours()).values();
            if ((one.outcome() == Outcome.LOST || one.lean() > 0) && !ours.isEmpty()) {
                Collection<Curve> theirs =
                        curves.of(one.setting(), one.opponent()).values();
                table.row(new LossReasons(ours).cells(one, cheapest(ours), cheapest(theirs)));
            }
        }
        page.heading(2, "Where it is behind, and what that looks like")
                .note(
                        "Against the best baseline of each setting. Misses are those with the knob at 1, all seeds together; a request may miss"
                                + " several signals. Replicas are ready ones against ceil(rate / load test), on average over time.")
                .folded(table.size() + " lines", table);
    }

    private Object[] cells(SettingVerdict one, Optional<ResultRow> matched, Optional<ResultRow> other) {
        double share = missed / sum(row -> row.service().requests());
        return new Object[] {
            one.setting().label(),
            one.opponent().label(),
            Wording.percent(share),
            "TTFT " + part(causes -> causes.signals().ttft()) + ", ITL "
                    + part(causes -> causes.signals().itl()) + ", E2E "
                    + part(causes -> causes.signals().e2e()),
            "rise " + part(causes -> causes.phases().rise()) + ", level "
                    + part(causes -> causes.phases().level()) + ", fall "
                    + part(causes -> causes.phases().fall()),
            "while replicas start " + part(causes -> causes.scaling().starting()) + ", after a scale-down "
                    + part(causes -> causes.scaling().afterFall()) + ", settled "
                    + part(causes -> causes.scaling().settled()),
            replicas(surplus),
            replicas(shortage),
            surplus(matched) + ", " + surplus(other),
            1 - share >= Judge.MATCHED_ATTAINMENT ? costs(matched, other) : misses()
        };
    }

    private static String costs(Optional<ResultRow> matched, Optional<ResultRow> other) {
        return matched.map(row -> row.causes().surplus()).orElse(0.0)
                        > other.map(row -> row.causes().surplus()).orElse(0.0)
                ? "holds more than the load needs for as many promises"
                : "pays for starts and drains, or holds replicas at the wrong time";
    }

    private String misses() {
        if (sum(row -> row.causes().scaling().starting()) > MOST * missed) {
            return "orders too late: most misses fall while replicas start";
        }
        if (sum(row -> row.causes().scaling().afterFall()) > MUCH * missed) {
            return "gives too much back: misses follow scale-downs";
        }
        return shortage > surplus
                ? "believes that a replica carries more than it does"
                : "has replicas on average, but not when they are needed";
    }

    /** With the first seed: the cheapest outcome that reaches the attainment. */
    private static Optional<ResultRow> cheapest(Collection<Curve> seeds) {
        return seeds.stream()
                .findFirst()
                .flatMap(curve -> curve.rows().stream()
                        .filter(row -> row.attainment() >= Judge.MATCHED_ATTAINMENT)
                        .min(Comparator.comparingDouble(ResultRow::gpuHours)));
    }

    private static String surplus(Optional<ResultRow> row) {
        return row.map(known -> replicas(known.causes().surplus())).orElse(Wording.NOT_REACHED);
    }

    private static String replicas(double mean) {
        return String.format(Locale.ROOT, "%.1f", mean);
    }

    /** Of what was missed. */
    private String part(ToDoubleFunction<Causes> cause) {
        double part = sum(row -> cause.applyAsDouble(row.causes()));
        return missed == 0 ? Wording.NONE : String.format(Locale.ROOT, "%.0f %%", PERCENT * part / missed);
    }

    private double sum(ToDoubleFunction<ResultRow> figure) {
        return ours.stream().map(Curve::asGiven).mapToDouble(figure).sum();
    }
}
