// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.Comparison.Findings;
import dev.headroom.lab.compare.cell.Setting.Belief;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.report.Page;
import dev.headroom.lab.report.Table;
import dev.headroom.lab.report.VerdictPage;
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
    static Page of(Suite suite, Findings findings, ComparisonVerdict verdict, Curves curves, List<Fact> given) {
        long unsure = suite.settings().stream()
                .filter(setting -> setting.belief() != Belief.TRUE)
                .count();
        List<Fact> facts = new ArrayList<>(given);
        facts.add(new Fact(
                "settings",
                suite.settings().size() + ", of them " + unsure + " with a belief that is absent or 20 % wrong"));
        facts.add(new Fact("lead times", String.join(", ", suite.size().leadTimes())));
        facts.add(new Fact("seeds", suite.seeds().toString().replaceAll("[\\[\\]]", "")));
        facts.add(new Fact("policies", Integer.toString(suite.entrants().size())));
        facts.add(new Fact("episodes", findings.rows().size() + " scored"));
        Page page = new Page("Headroom compared, suite " + suite.size().word()).facts(facts);
        VerdictPage.write(
                page,
                verdict,
                curves,
                suite.entrants().stream().collect(Collectors.toMap(Entrant::policy, Entrant::title)));
        method(page.heading(2, "Method and limits"), suite.size());
        Table policies = new Table("id", "policy", "role");
        suite.entrants()
                .forEach(entrant -> policies.row(
                        entrant.policy(), entrant.title(), entrant.role().word()));
        page.heading(2, "Policies")
                .note("Headroom is on trial, baselines are to be beaten.")
                .folded(policies.size() + " lines", policies);
        Table tunings =
                new Table("workload", "lead time", "engine", "policy", "chosen", "attainment", "GPU-hours", "tried");
        findings.tunings()
                .forEach(tuning -> tunings.row(
                        tuning.setting().workload(),
                        tuning.setting().leadTime(),
                        tuning.setting().engine(),
                        tuning.chosen().form().policy(),
                        tuning.chosen().parameters(),
                        String.format(Locale.ROOT, "%.4f", tuning.attainment()),
                        String.format(Locale.ROOT, "%.2f", tuning.gpuHours()),
                        tuning.tried()));
        return page.onScreen(() -> page.heading(2, "Tuning")
                .note("The variants chosen on the training windows.")
                .folded(tunings.size() + " lines", tunings));
    }

    private static void method(Page page, SuiteSize size) {
        page.paragraph(
                "Every policy runs in every setting with the same arrivals, the same engine noise and the same lead-time draws, seed by"
                        + " seed. Attainment is the share of the requests due that met every objective; failed and overdue requests miss them."
                        + " GPU-hours count from binding a GPU to releasing it, start and drain included.");
        page.paragraph(
                "Each policy has one knob of aggressiveness. Its outcomes over the knob make a front per seed. The cost at 99 % is read"
                        + " between the two neighbours on it, on a straight line, and never beyond its ends. A policy whose front does not get there"
                        + " has “not reached”. Of the positions " + size.ladder()
                        + " only those are run that it takes to pass 99 %. Headroom and the "
                        + Comparison.BEST_BASELINES
                        + " cheapest baselines of each setting get up to " + SuiteSize.BISECTIONS
                        + " runs more for each seed. Each run lies halfway between the two positions around 99 %, or beyond the last one.");
        page.paragraph(
                size.everything()
                        ? "Tuned variants are chosen from each policy's grid on the training window of the same workload, engine and lead"
                                + " time. The cheapest that reaches 99 % is taken, else the nearest to 99 %."
                        : "Tuned variants are chosen among at most " + size.tuningVariants()
                                + " of each policy's grid. They run on the training window of the same workload and engine at the first lead time, "
                                + size.leadTimes().get(0)
                                + ". The cheapest that reaches 99 % is taken, else the nearest to 99 %. At the other lead times they are used"
                                + " as they are; the knob moves them there, too.");
        page.paragraph(
                "The belief is the profile of the engine that Headroom is given. Baselines that need a load test are given the true one in every"
                        + " setting, which favours them where the belief is absent or wrong.");
        page.paragraph(
                "Limits: this is a simulator. Its step times come from measurements, its lead times and its promises are choices; a"
                        + " cluster's own traffic, failures and router differ. The clairvoyant path is the best that was found, not the best there"
                        + " is, so true regret may be higher. Intervals are Student's over seeds: they know the chance of traffic and lead times,"
                        + " not what is wrong with the simulator.");
    }
}
