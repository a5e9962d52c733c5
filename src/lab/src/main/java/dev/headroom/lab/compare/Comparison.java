// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.RowJson;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.cell.Window;
import dev.headroom.lab.compare.verdict.Curve;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.compare.verdict.Matched;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Journal;
import dev.headroom.lab.work.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Runs a suite: first what is tuned is tuned, then everybody is run. What the journal has is not run again. */
final class Comparison {
    /** Of each setting so many baselines are looked at as closely as Headroom. */
    static final int BEST_BASELINES = 3;

    private final Suite suite;
    private final CellRunner runner;
    private final Crew crew;
    private final Progress progress;

    /**
     * @param suite what to run
     * @param runner who runs it
     * @param crew on how many threads
     * @param journal of what is finished
     * @param progress told of each episode
     */
    Comparison(Suite suite, CellRunner runner, Crew crew, Journal journal, Progress progress) {
        this.suite = suite;
        this.crew = crew;
        this.progress = progress;
        this.runner = cell -> recalled(cell, runner, journal);
    }

    /** Episodes at most: short walks may need fewer. */
    static long most(Suite suite) {
        long tuned = jobs(suite).stream().mapToLong(job -> job.grid().size()).sum();
        long walks = 0;
        for (Entrant entrant : suite.entrants()) {
            long sides = (long) suite.shipped(entrant).size() + (entrant.grid().isEmpty() ? 0 : 1);
            walks += sides * positions(suite, entrant);
        }
        return tuned + walks * suite.settings().size() * suite.seeds().size();
    }

    Findings run() {
        List<Tuning> tunings = crew.map(
                jobs(suite),
                job -> new Tuner(runner)
                        .choose(job.grid(), job.setting(), suite.seeds().get(0)));
        List<ResultRow> coarse = crew.map(walks(tunings), this::walked).stream()
                .flatMap(List::stream)
                .toList();
        List<List<ResultRow>> contested = contested(Curves.of(coarse));
        progress.plan((long) contested.size() * suite.size().bisections());
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

    private record Walk(Cell asGiven, int planned) {}

    private static List<TuningJob> jobs(Suite suite) {
        Set<TuningJob> jobs = new LinkedHashSet<>();
        for (Setting setting : suite.settings()) {
            for (Entrant entrant : suite.entrants()) {
                List<Contender> grid = suite.grid(entrant);
                if (!grid.isEmpty()) {
                    jobs.add(new TuningJob(suite.tunedIn(setting), grid));
                }
            }
        }
        return List.copyOf(jobs);
    }

    private List<Walk> walks(List<Tuning> tunings) {
        List<Walk> walks = new ArrayList<>();
        for (Setting setting : suite.settings()) {
            for (long seed : suite.seeds()) {
                for (Entrant entrant : suite.entrants()) {
                    for (Contender contender : contenders(entrant, setting, tunings)) {
                        walks.add(new Walk(new Cell(setting, contender, Window.RUN, seed), positions(suite, entrant)));
                    }
                }
            }
        }
        return walks;
    }

    private List<Contender> contenders(Entrant entrant, Setting setting, List<Tuning> tunings) {
        List<Contender> contenders = new ArrayList<>(suite.shipped(entrant));
        Setting tunedIn = suite.tunedIn(setting);
        tunings.stream()
                .filter(tuning -> tuning.setting().equals(tunedIn)
                        && tuning.chosen().side().policy().equals(entrant.policy()))
                .forEach(tuning -> contenders.add(tuning.chosen()));
        return contenders;
    }

    private static int positions(Suite suite, Entrant entrant) {
        return entrant.swept() ? suite.size().ladder().size() : 1;
    }

    private List<ResultRow> walked(Walk walk) {
        List<Double> ladder = walk.planned() == 1 ? List.of(1.0) : suite.size().ladder();
        List<ResultRow> rows = new KnobWalk(runner, ladder, suite.size().wholeLadder()).walk(walk.asGiven());
        progress.plan(rows.size() - walk.planned());
        return rows;
    }

    /** The curves that decide a setting: Headroom's and those of the baselines that are the cheapest so far, seed by seed. */
    private List<List<ResultRow>> contested(Curves curves) {
        List<List<ResultRow>> contested = new ArrayList<>();
        Set<Side> baselines = baselines();
        for (Setting setting : curves.settings()) {
            Stream<Side> best = curves.sides().stream()
                    .filter(baselines::contains)
                    .filter(side -> meanCost(curves.of(setting, side)).isPresent())
                    .sorted(Comparator.comparingDouble(
                            side -> meanCost(curves.of(setting, side)).orElseThrow()))
                    .limit(BEST_BASELINES);
            Stream.concat(Stream.of(suite.ours()), best)
                    .forEach(side -> curves.of(setting, side).values().forEach(curve -> contested.add(curve.rows())));
        }
        return contested;
    }

    private Set<Side> baselines() {
        Set<Side> sides = new LinkedHashSet<>();
        suite.entrants().stream()
                .filter(entrant -> entrant.role() == Entrant.Role.BASELINE && entrant.swept())
                .flatMap(entrant -> Stream.concat(entrant.shipped().stream(), entrant.grid().stream()))
                .forEach(contender -> sides.add(contender.side()));
        return sides;
    }

    /** Empty unless 99 % is reached with every seed. */
    private static OptionalDouble meanCost(SortedMap<Long, Curve> seeds) {
        List<Matched> costs = seeds.values().stream()
                .map(curve -> curve.front().costAt(Judge.MATCHED_ATTAINMENT))
                .toList();
        return costs.stream().allMatch(Matched::reached)
                ? costs.stream().mapToDouble(Matched::figure).average()
                : OptionalDouble.empty();
    }

    private List<ResultRow> bisected(List<ResultRow> rows) {
        int runs = suite.size().bisections();
        List<ResultRow> more = new KnobBisection(runner, runs).around(rows);
        progress.plan(more.size() - runs);
        return more;
    }

    private ResultRow recalled(Cell cell, CellRunner fresh, Journal journal) {
        String what = cell.setting().workload() + " " + cell.setting().leadTime() + " "
                + cell.contender().side().label();
        Optional<String> finished = journal.find(cell.key());
        if (finished.isPresent()) {
            progress.skipped(what);
            return RowJson.read(finished.get());
        }
        ResultRow row = fresh.run(cell);
        if (!row.cell().equals(cell)) {
            throw new IllegalStateException("a row must be of the cell that was run, " + cell.key() + ", was of "
                    + row.cell().key());
        }
        journal.add(cell.key(), RowJson.write(row).toString());
        progress.done(what);
        return row;
    }
}
