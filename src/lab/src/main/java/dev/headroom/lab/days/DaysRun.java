// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Runs policies through cells on all cores; what a folder has already is not run again. */
final class DaysRun {
    private static final String SEPARATOR = " ";
    /** Each thread works in one cell, and may have begun the next. */
    private static final int SPARE_STAGES = 1;

    private final Map<String, ServiceDay> days;
    private final KeptLines<DayRow> rows;
    private final KeptLines<Known> staircases;
    private final LoadTests loadTests;
    private final DayRunner runner = new DayRunner();
    private final Crew crew;
    private final Map<String, DayStage> stages;
    private final Map<String, Object> inWork = new ConcurrentHashMap<>();

    /** A staircase that is kept: the cells' part of it that decides about it, and its steps. */
    private record Known(String of, String steps) {
        String line() {
            return of + SEPARATOR + steps;
        }

        static Known read(String line) {
            String[] parts = line.split(SEPARATOR, 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("a staircase must have steps, was '" + line + "'");
            }
            return new Known(parts[0], parts[1]);
        }
    }

    /**
     * In a folder that exists.
     *
     * @param seed of the load tests
     */
    DaysRun(List<ServiceDay> days, Path folder, int threads, long seed) {
        this.days = days.stream().collect(Collectors.toMap(ServiceDay::id, day -> day));
        this.rows = KeptLines.open(folder.resolve("rows.jsonl"), DayRow::key, DayRowJson::write, DayRowJson::read);
        this.staircases = KeptLines.open(folder.resolve("staircases.txt"), Known::of, Known::line, Known::read);
        this.loadTests = new LoadTests(seed);
        this.crew = new Crew(threads);
        this.stages = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, DayStage> eldest) {
                return size() > threads + SPARE_STAGES;
            }
        };
    }

    private record Part(DayCell cell, String policy) {
        String label() {
            return cell.id() + " " + policy;
        }
    }

    /**
     * Runs what is missing.
     *
     * @param again policies that are run although the folder has them
     * @return the rows of these cells and policies, cell by cell
     */
    List<DayRow> run(List<DayCell> cells, List<String> policies, Set<String> again, Progress progress) {
        List<Part> parts = new ArrayList<>();
        cells.forEach(cell -> policies.forEach(policy -> parts.add(new Part(cell, policy))));
        progress.plan(parts.size());
        List<Part> missing = new ArrayList<>();
        for (Part part : parts) {
            if (again.contains(part.policy())
                    || rows.find(DayRow.key(part.cell(), part.policy())).isEmpty()) {
                missing.add(part);
            } else {
                progress.skipped(part.label());
            }
        }
        crew.map(missing, part -> {
            DayStage stage = stageOf(part.cell());
            rows.add(runner.run(stage, part.policy(), staircaseOf(stage)));
            progress.done(part.label());
            return part;
        });
        progress.close();
        Map<String, DayRow> all = rows.all();
        return parts.stream()
                .map(part -> all.get(DayRow.key(part.cell(), part.policy())))
                .toList();
    }

    /** A load test takes seconds, and no more stages are kept than are worked in. */
    private synchronized DayStage stageOf(DayCell cell) {
        DayStage known = stages.get(cell.id());
        if (known == null) {
            ServiceDay day = Optional.ofNullable(days.get(cell.day()))
                    .orElseThrow(() -> new IllegalArgumentException("there is no day '" + cell.day() + "'"));
            known = DayStage.of(day, cell, loadTests);
            stages.put(cell.id(), known);
        }
        return known;
    }

    private Staircase staircaseOf(DayStage stage) {
        String of = stage.cell().staircase();
        synchronized (inWork.computeIfAbsent(of, key -> new Object())) {
            int scored = stage.load().scoredSeconds();
            return staircases
                    .find(of)
                    .map(known -> Staircase.read(known.steps(), scored))
                    .orElseGet(() -> {
                        Staircase found = DayRunner.staircase(stage).run();
                        staircases.add(new Known(of, found.text()));
                        return found;
                    });
        }
    }
}
