// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.lab.compare.Comparison.Findings;
import dev.headroom.lab.compare.Entrant.Role;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.ComparisonVerdict.Standings;
import dev.headroom.lab.compare.verdict.ConfidenceInterval;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.compare.verdict.OpponentVerdict;
import dev.headroom.lab.compare.verdict.OpponentVerdict.Claim;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import dev.headroom.lab.report.ReportJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A comparison as one JSON document: {@code meta}, {@code verdicts}, {@code tunings}, {@code rows}; a row a line. No time and no machine
 * is in it: the same suite, seed and code give the same bytes.
 */
final class ResultsJson {
    private ResultsJson() {}

    static String document(Suite suite, Findings findings, ComparisonVerdict verdict) {
        return "{\n\"meta\": " + ReportJson.line(Meta.of(suite))
                + ",\n\"verdicts\": {\n\"ours\": " + ReportJson.line(verdict.ours())
                + ",\n\"matchedAttainment\": " + Judge.MATCHED_ATTAINMENT
                + ",\n\"bars\": " + ReportJson.lines(verdict.criteria().stream())
                + ",\n\"caveats\": " + ReportJson.lines(verdict.caveats().stream())
                + ",\n\"opponents\": " + ReportJson.lines(opponents(verdict))
                + ",\n\"settings\": " + ReportJson.lines(settings(verdict))
                + ",\n\"regrets\": "
                + ReportJson.lines(verdict.regrets().stream().map(RegretLine::of))
                + "\n},\n\"tunings\": "
                + ReportJson.lines(findings.tunings().stream().map(TuningLine::of))
                + ",\n\"rows\": " + ReportJson.lines(findings.rows().stream())
                + "\n}\n";
    }

    private record Meta(
            String suite,
            List<Long> seeds,
            List<String> leadTimes,
            List<Double> knobs,
            List<String> workloads,
            List<Policy> policies) {
        record Policy(String policy, String title, Role role) {}

        static Meta of(Suite suite) {
            return new Meta(
                    suite.size().word(),
                    suite.seeds(),
                    suite.size().leadTimes(),
                    suite.size().ladder(),
                    suite.settings().stream().map(Setting::workload).distinct().toList(),
                    suite.entrants().stream()
                            .map(entrant -> new Policy(entrant.policy(), entrant.title(), entrant.role()))
                            .toList());
        }
    }

    private static Stream<OpponentLine> opponents(ComparisonVerdict verdict) {
        return Stream.of(
                        lines("all", verdict.all()),
                        lines("foreseeable", verdict.foreseeable()),
                        lines("unforeseeable", verdict.unforeseeable()))
                .flatMap(lines -> lines);
    }

    private static Stream<OpponentLine> lines(String load, Standings standings) {
        return standings.lines().stream()
                .map(one -> new OpponentLine(
                        load, one.name(), one.settings().size(), Counts.of(one), one.pooled(), one.claim()));
    }

    private record OpponentLine(
            String load,
            String opponent,
            int settings,
            @JsonUnwrapped Counts counts,
            @JsonUnwrapped Optional<ConfidenceInterval> pooled,
            Claim claim) {}

    private record Counts(int won, int undecided, int lost, int ahead, int behind) {
        static Counts of(OpponentVerdict one) {
            return new Counts(
                    one.count(Outcome.WON),
                    one.count(Outcome.UNDECIDED),
                    one.count(Outcome.LOST),
                    one.ahead(),
                    one.behind());
        }
    }

    private static Stream<SettingLine> settings(ComparisonVerdict verdict) {
        return verdict.all().lines().stream()
                .flatMap(opponent -> opponent.settings().stream().map(one -> SettingLine.of(opponent.name(), one)));
    }

    private record SettingLine(
            String against,
            @JsonUnwrapped Setting setting,
            String opponentPolicy,
            String opponentVariant,
            @JsonUnwrapped Figures figures) {
        static SettingLine of(String against, SettingVerdict one) {
            return new SettingLine(
                    against,
                    one.setting(),
                    one.opponent().policy(),
                    one.opponent().variant(),
                    new Figures(
                            one.outcome(),
                            one.ours(),
                            one.theirs(),
                            one.relativeDifference(),
                            one.difference(),
                            one.attainmentGain(),
                            one.because()));
        }
    }

    private record Figures(
            Outcome outcome,
            OptionalDouble oursGpuHours,
            OptionalDouble theirsGpuHours,
            OptionalDouble relativeDifference,
            @JsonUnwrapped Optional<ConfidenceInterval> difference,
            OptionalDouble attainmentGain,
            String because) {}

    private record RegretLine(
            @JsonUnwrapped PolicyForm form,
            OptionalDouble foreseeableMedian,
            OptionalDouble unforeseeableMedian,
            int settings,
            long notReached) {
        static RegretLine of(Regrets regret) {
            return new RegretLine(
                    regret.policy(),
                    finite(regret.median(true)),
                    finite(regret.median(false)),
                    regret.settings().size(),
                    regret.notReached());
        }

        private static OptionalDouble finite(OptionalDouble median) {
            return median.isPresent() && Double.isInfinite(median.getAsDouble()) ? OptionalDouble.empty() : median;
        }
    }

    private record TuningLine(
            String workload,
            String leadTime,
            String engine,
            String policy,
            String parameters,
            double attainment,
            double gpuHours,
            int tried) {
        static TuningLine of(Tuning tuning) {
            return new TuningLine(
                    tuning.setting().workload(),
                    tuning.setting().leadTime(),
                    tuning.setting().engine(),
                    tuning.chosen().form().policy(),
                    tuning.chosen().parameters(),
                    tuning.attainment(),
                    tuning.gpuHours(),
                    tuning.tried());
        }
    }
}
