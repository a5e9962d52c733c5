// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.report.ReportJson;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Journal;
import dev.headroom.lab.work.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a suite: first what is tuned is tuned, then everybody is run. What the journal has is not run again. */
final class Comparison {
    /** Of each setting so many baselines are looked at as closely as Headroom. */
    static final int BEST_BASELINES = 3;

    private final Suite suite;
    private final Function<Cell, ResultRow> runner;
    private final KnobSearch search;
    private final Crew crew;
    private final Progress progress;

    /**
     * All that a comparison found.
     *
     * @param rows of the scored runs, in order
     * @param tunings in order of setting and policy
     */
    record Findings(List<ResultRow> rows, List<Tuning> tunings) {
        Findings {
            rows = List.copyOf(rows);
            tunings = List.copyOf(tunings);
        }
    }

    /**
     * @param suite what to run
     * @param bench who runs it
     * @param crew on how many threads
     * @param journal of what is finished
     * @param progress told of each episode
     */
    Comparison(Suite suite, Bench bench, Crew crew, Journal journal, Progress progress) {
        this.suite = suite;
        this.crew = crew;
        this.progress = progress;
        this.runner = cell -> recalled(cell, bench, journal);
        this.search = new KnobSearch(runner);
    }

    /** Episodes at most: short walks may need fewer. */
    static long most(Suite suite) {
        long tuned = jobs(suite).stream().mapToLong(job -> job.grid().size()).sum();
        long forms = suite.entrants().stream()
                .mapToLong(entrant ->
                        suite.shipped(entrant).size() + (entrant.grid().isEmpty() ? 0 : 1))
                .sum();
        return tuned
                + forms
                        * suite.size().ladder().size()
                        * suite.settings().size()
                        * suite.seeds().size();
    }

    Findings run() {
        List<Tuning> tunings = crew.map(
                jobs(suite),
                job -> Tuning.of(job.grid(), job.setting(), suite.seeds().get(0), runner));
        List<ResultRow> coarse = crew.map(asGiven(tunings), this::walked).stream()
                .flatMap(List::stream)
                .toList();
        List<List<ResultRow>> contested = contested(Curves.of(coarse));
        progress.plan((long) contested.size() * SuiteSize.BISECTIONS);
        List<ResultRow> fine = crew.map(contested, this::bisected).stream()
                .flatMap(List::stream)
                .toList();
        return new Findings(
                Stream.concat(coarse.stream(), fine.stream()).sorted().toList(),
                tunings.stream()
                        .sorted(Comparator.comparing(Tuning::setting).thenComparing(Tuning::chosen))
                        .toList());
    }

    private record TuningJob(Setting setting, List<Contender> grid) {}

    private static List<TuningJob> jobs(Suite suite) {
        Set<TuningJob> jobs = new LinkedHashSet<>();
        for (Setting setting : suite.settings()) {
            suite.entrants().stream()
                    .map(suite::grid)
                    .filter(grid -> !grid.isEmpty())
                    .forEach(grid -> jobs.add(new TuningJob(suite.tunedIn(setting), grid)));
        }
        return List.copyOf(jobs);
    }

    private List<Cell> asGiven(List<Tuning> tunings) {
        List<Cell> cells = new ArrayList<>();
        for (Setting setting : suite.settings()) {
            for (long seed : suite.seeds()) {
                suite.entrants().stream()
                        .flatMap(entrant -> contenders(entrant, setting, tunings))
                        .forEach(contender -> cells.add(new Cell(setting, contender, Window.RUN, seed)));
            }
        }
        return cells;
    }

    private Stream<Contender> contenders(Entrant entrant, Setting setting, List<Tuning> tunings) {
        Setting tunedIn = suite.tunedIn(setting);
        Stream<Contender> tuned = tunings.stream()
                .filter(tuning -> tuning.setting().equals(tunedIn)
                        && tuning.chosen().form().policy().equals(entrant.policy()))
                .map(Tuning::chosen);
        return Stream.concat(suite.shipped(entrant).stream(), tuned);
    }

    private List<ResultRow> walked(Cell asGiven) {
        List<Double> ladder = suite.size().ladder();
        List<ResultRow> rows = search.walk(asGiven, ladder);
        progress.plan(rows.size() - ladder.size());
        return rows;
    }

    /** The curves that decide a setting: Headroom's and those of the baselines that are the cheapest so far, seed by seed. */
    private List<List<ResultRow>> contested(Curves curves) {
        List<List<ResultRow>> contested = new ArrayList<>();
        Set<String> baselines = suite.entrants().stream()
                .filter(entrant -> entrant.role() == Entrant.Role.BASELINE)
                .map(Entrant::policy)
                .collect(Collectors.toSet());
        for (Setting setting : curves.settings()) {
            Function<PolicyForm, Double> cost = policy ->
                    Curves.meanCost(curves.of(setting, policy).values()).orElse(Double.POSITIVE_INFINITY);
            Stream<PolicyForm> best = curves.policies().stream()
                    .filter(policy -> baselines.contains(policy.policy()) && cost.apply(policy) < Double.MAX_VALUE)
                    .sorted(Comparator.comparing(cost))
                    .limit(BEST_BASELINES);
            Stream.concat(Stream.of(suite.ours()), best)
                    .forEach(policy ->
                            curves.of(setting, policy).values().forEach(curve -> contested.add(curve.rows())));
        }
        return contested;
    }

    private List<ResultRow> bisected(List<ResultRow> rows) {
        List<ResultRow> more = search.bisect(rows, SuiteSize.BISECTIONS);
        progress.plan(more.size() - SuiteSize.BISECTIONS);
        return more;
    }

    private ResultRow recalled(Cell cell, Bench bench, Journal journal) {
        String what = cell.setting().workload() + " " + cell.setting().leadTime() + " "
                + cell.contender().form().label();
        Optional<String> finished = journal.find(cell.key());
        if (finished.isPresent()) {
            progress.skipped(what);
            return ReportJson.read(finished.get(), ResultRow.class);
        }
        ResultRow row = bench.run(cell);
        if (!row.cell().equals(cell)) {
            throw new IllegalStateException("a row must be of the cell that was run, " + cell.key() + ", was of "
                    + row.cell().key());
        }
        journal.add(cell.key(), ReportJson.line(row));
        progress.done(what);
        return row;
    }
}
