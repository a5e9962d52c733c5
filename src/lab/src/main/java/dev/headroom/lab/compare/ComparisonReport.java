// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Belief;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Verdict;
import dev.headroom.lab.report.Appendix;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what was compared, how, and what that cannot tell. */
final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * The report.
     *
     * @param given facts of the caller's: the command; machine and date where he wants them in it
     */
    static Report of(Suite suite, Findings findings, Verdict verdict, Curves curves, List<Fact> given) {
        List<Fact> facts = new ArrayList<>(given);
        facts.addAll(facts(suite, findings));
        return new Report(
                "Headroom compared, suite " + suite.size().name(),
                facts,
                verdict,
                curves,
                suite.entrants().stream().collect(Collectors.toMap(Entrant::policy, Entrant::title)),
                method(suite),
                List.of(policies(suite), tunings(findings)));
    }

    private static List<Fact> facts(Suite suite, Findings findings) {
        long unsure = suite.settings().stream()
                .filter(setting -> setting.belief() != Belief.TRUE)
                .count();
        return List.of(
                new Fact(
                        "settings",
                        suite.settings().size() + ", of them " + unsure
                                + " with a belief that is absent or 20 % wrong"),
                new Fact("lead times", String.join(", ", suite.size().leadTimes())),
                new Fact("seeds", suite.seeds().toString().replaceAll("[\\[\\]]", "")),
                new Fact("policies", Integer.toString(suite.entrants().size())),
                new Fact("episodes", findings.rows().size() + " scored"));
    }

    private static List<String> method(Suite suite) {
        List<String> method = new ArrayList<>();
        method.add(
                "Every policy runs in every setting with the same arrivals, the same engine noise and the same lead-time draws, seed by"
                        + " seed. Attainment is the share of the requests due that got all of what was promised; what failed or is overdue is missed."
                        + " GPU-hours count from binding a GPU to releasing it, start and drain included.");
        method.add(
                "Each policy has one knob of aggressiveness. Its outcomes over the knob make a front per seed; the cost at 99 % is read"
                        + " between the two neighbours on it, on a straight line, and never beyond its ends: a policy whose front does not get there"
                        + " has “not reached”."
                        + (suite.size().wholeLadder()
                                ? " All positions " + suite.size().ladder() + " are run."
                                : " Of the positions " + suite.size().ladder()
                                        + " only those are run that it takes to pass 99 %.")
                        + " Headroom and the " + Comparison.BEST_BASELINES
                        + " cheapest baselines of each setting get up to "
                        + suite.size().bisections()
                        + " runs more for each seed, each halfway between the two positions around 99 %, or beyond the last one.");
        method.add(
                suite.size().everything()
                        ? "Tuned variants are chosen from each policy's grid on the training window of the same workload, engine and lead"
                                + " time: the cheapest that reaches 99 %, else the one that comes nearest."
                        : String.format(
                                Locale.ROOT,
                                "Tuned variants are chosen among at most %d of each policy's grid on the training window of the same workload"
                                        + " and engine at the first lead time, %s: the cheapest that reaches 99 %%, else the one that comes"
                                        + " nearest. At the other lead times they are used as they are; the knob moves them there, too.",
                                suite.size().tuningVariants(),
                                suite.size().leadTimes().get(0)));
        method.add(
                "The belief is what Headroom is told of the engine. Baselines that need a load test are given the true one in every"
                        + " setting, which favours them where the belief is absent or wrong.");
        method.add(
                "Limits: this is a simulator. Its step times come from measurements, its lead times and its promises are choices; a"
                        + " cluster's own traffic, failures and router differ. The clairvoyant path is the best that was found, not the best there"
                        + " is, so true regret may be higher. Intervals are Student's over seeds: they know the chance of traffic and lead times,"
                        + " not what is wrong with the simulator.");
        return method;
    }

    private static Appendix policies(Suite suite) {
        return new Appendix(
                "Policies",
                "Headroom is on trial, baselines are to be beaten, references know what no policy can.",
                List.of("id", "policy", "role"),
                suite.entrants().stream()
                        .map(entrant -> List.of(
                                entrant.policy(),
                                entrant.title(),
                                entrant.role().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    private static Appendix tunings(Findings findings) {
        return new Appendix(
                "Tuning",
                "What was chosen on the training windows.",
                List.of("workload", "lead time", "engine", "policy", "chosen", "attainment", "GPU-hours", "tried"),
                findings.tunings().stream()
                        .map(tuning -> List.of(
                                tuning.setting().workload(),
                                tuning.setting().leadTime(),
                                tuning.setting().engine(),
                                tuning.chosen().side().policy(),
                                tuning.chosen().parameters(),
                                String.format(Locale.ROOT, "%.4f", tuning.attainment()),
                                String.format(Locale.ROOT, "%.2f", tuning.gpuHours()),
                                Integer.toString(tuning.tried())))
                        .toList());
    }
}
