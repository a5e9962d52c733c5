// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.work.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code compare --suite days} beside those of every suite, and what becomes of them. */
public final class DaysOptions {
    /** All of them, as they are written. */
    public static final List<String> NAMES = List.of("--size", "--policies", "--seeds", "--hours", "--again");

    private static final int MOST_SEEDS = 10;
    private static final int HOURS_A_DAY = 24;
    /** Set by the launcher, which can ask: Java 17 cannot tell a terminal from a file. */
    private static final String TERMINAL = "headroom.terminal";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "quick",
            description = "Of the suite days: quick, medium or full, which are more and more cells (default:"
                    + " ${DEFAULT-VALUE}).")
    private DaySelection.Size size = DaySelection.Size.QUICK;

    @Option(
            names = "--policies",
            paramLabel = "NAME",
            split = ",",
            description = "Of the suite days: only these policies, such as headroom,B3,B3:tuned,B15. Default: all as"
                    + " shipped, and with medium and full all tuned too.")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the suite days: seeds a cell, 1 to " + MOST_SEEDS + " (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--hours",
            paramLabel = "N",
            description =
                    "Of the suite days: scores only the middle N hours of each day, 1 to 24, after six others. Default:"
                            + " all.")
    private @Nullable Integer hours;

    @Option(
            names = "--again",
            paramLabel = "NAME",
            split = ",",
            description = "Of the suite days: runs these policies again although --out has their rows.")
    private Set<String> again = new TreeSet<>();

    /** For picocli. */
    public DaysOptions() {}

    /**
     * What every suite is told.
     *
     * @param traces folder of rate files; empty for built-in days alone
     * @param out folder of results; made where there is none
     * @param only cells or days by their id; empty for all
     * @param firstSeed others follow it
     * @param threads that run at once
     * @param facts for the report: command, machine, date
     */
    public record Given(
            Optional<Path> traces, Path out, Set<String> only, long firstSeed, int threads, List<String> facts) {
        public Given {
            only = Set.copyOf(only);
            facts = List.copyOf(facts);
        }
    }

    /**
     * Runs what is asked for.
     *
     * @param err gets a line of progress
     * @return the report, in Markdown
     * @throws IllegalArgumentException with one sentence about a wrong option
     */
    public String run(Given given, PrintWriter err) throws IOException {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new IllegalArgumentException("--seeds must be 1 to " + MOST_SEEDS + ", was " + seeds);
        }
        if (hours != null && (hours < 1 || hours > HOURS_A_DAY)) {
            throw new IllegalArgumentException("--hours must be 1 to " + HOURS_A_DAY + ", was " + hours);
        }
        List<String> chosen = chosenPolicies();
        List<ServiceDay> whole = BuiltInDays.andRecorded(given.traces());
        int shortened = hours == null ? 0 : hours;
        List<ServiceDay> days = shortened == 0
                ? whole
                : whole.stream().map(day -> day.shortened(shortened)).toList();
        List<DayCell> cells = cells(days, shortened, given);
        Files.createDirectories(given.out());
        Progress progress = new Progress(err, Boolean.getBoolean(TERMINAL), System::nanoTime, 0);
        List<DayRow> rows =
                new DaysRun(days, given.out(), given.threads(), given.firstSeed()).run(cells, chosen, again, progress);
        String report = DaysReport.of(rows, days, given.facts());
        Files.writeString(given.out().resolve("results.md"), report);
        Files.writeString(
                given.out().resolve("results.json"),
                rows.stream().map(DayRowJson::write).collect(Collectors.joining(",\n", "{\"rows\": [\n", "\n]}\n")));
        return report;
    }

    private List<String> chosenPolicies() {
        policies.forEach(name -> check("--policies", name));
        again.forEach(name -> check("--again", name));
        if (!policies.isEmpty()) {
            return policies;
        }
        return size == DaySelection.Size.QUICK ? DayPolicies.shipped() : DayPolicies.all();
    }

    private static void check(String option, String name) {
        try {
            DayPolicies.check(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(option + ": " + unknown.getMessage(), unknown);
        }
    }

    private List<DayCell> cells(List<ServiceDay> days, int shortened, Given given) {
        Set<String> ids = days.stream().map(ServiceDay::id).collect(Collectors.toSet());
        // Who names a cell need not know in which size it is.
        DaySelection.Size from = given.only().isEmpty() ? size : DaySelection.Size.FULL;
        List<DayCell> all = DaySelection.of(from, ids, shortened, given.firstSeed(), seeds);
        List<DayCell> cells = all.stream()
                .filter(cell -> given.only().isEmpty() || isOneOf(given.only(), cell))
                .toList();
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("--only must name a day or a cell, was " + given.only()
                    + "; there are "
                    + all.stream().map(DayCell::setting).distinct().collect(Collectors.joining(", ")));
        }
        return cells;
    }

    private static boolean isOneOf(Set<String> only, DayCell cell) {
        return only.contains(cell.day()) || only.contains(cell.setting()) || only.contains(cell.id());
    }
}
