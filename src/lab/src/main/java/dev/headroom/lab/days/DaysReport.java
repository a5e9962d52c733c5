// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.headroom.HeadroomVariants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the suite's rows down for people, as Markdown: the bars, each policy over all cells, each cell. */
final class DaysReport {
    private static final double PERCENT = 100;
    private static final double HIGH = 0.9;

    private DaysReport() {}

    static String of(List<DayRow> rows, List<ServiceDay> days, List<String> facts) {
        Map<String, List<DayRow>> bySide = new LinkedHashMap<>();
        for (DayRow row : rows) {
            bySide.computeIfAbsent(row.cell().setting() + "|" + row.policy(), key -> new ArrayList<>())
                    .add(row);
        }
        List<DayStanding> standings =
                bySide.values().stream().map(DayStanding::new).toList();
        List<String> lines = new ArrayList<>(List.of("# Headroom over whole days", ""));
        facts.forEach(fact -> lines.add("- " + fact));
        lines.add(
                "- Staircase: for each half hour alone the fewest replicas that keep every promised percentile; its"
                        + " GPU-hours are 1.00. Figures are means over seeds; an answer that is too large counts with any seed.");
        lines.add(
                "- Tuned: the cheapest of at most seven variants that keeps the promise over the busiest three hours of"
                        + " the time before.");
        bars(lines, standings);
        policies(lines, standings);
        cells(lines, standings, days);
        return String.join("\n", lines) + "\n";
    }

    private static void bars(List<String> lines, List<DayStanding> standings) {
        List<DayBars.Bar> bars = new DayBars(HeadroomVariants.ID, standings).bars();
        if (bars.isEmpty()) {
            return;
        }
        lines.addAll(List.of("", "## Bars for Headroom", "", "| bar | found | cleared |", "|---|---|---|"));
        bars.forEach(bar ->
                lines.add("| " + bar.what() + " | " + bar.found() + " | " + (bar.cleared() ? "yes" : "no") + " |"));
    }

    private static void policies(List<String> lines, List<DayStanding> standings) {
        Map<String, List<DayStanding>> byPolicy = new LinkedHashMap<>();
        standings.forEach(standing -> byPolicy.computeIfAbsent(standing.policy(), key -> new ArrayList<>())
                .add(standing));
        lines.addAll(List.of(
                "",
                "## Policies",
                "",
                "Over the cells in which a policy keeps the promise: GPU-hours over the staircase.",
                "",
                "| policy | kept | median | P90 | reversals a day | over-ask | above the bar |",
                "|---|---|---|---|---|---|---|"));
        byPolicy.forEach((policy, all) -> {
            double[] over = all.stream()
                    .filter(DayStanding::kept)
                    .mapToDouble(DayStanding::overStaircase)
                    .sorted()
                    .toArray();
            lines.add(String.join(
                    " | ",
                    "| " + policy,
                    over.length + " of " + all.size(),
                    over.length == 0 ? "-" : number(over[(over.length - 1) / 2]),
                    over.length == 0 ? "-" : number(over[(int) Math.ceil(HIGH * over.length) - 1]),
                    number(all.stream()
                            .mapToDouble(DayStanding::reversalsPerDay)
                            .average()
                            .orElse(0)),
                    number(all.stream()
                            .mapToDouble(DayStanding::overAskRatio)
                            .max()
                            .orElse(0)),
                    all.stream().filter(one -> one.overAskSeconds() > 0).count() + " cells |"));
        });
    }

    private static void cells(List<String> lines, List<DayStanding> standings, List<ServiceDay> days) {
        Map<String, List<DayStanding>> byCell = new LinkedHashMap<>();
        standings.forEach(standing -> byCell.computeIfAbsent(standing.cell().setting(), key -> new ArrayList<>())
                .add(standing));
        lines.addAll(List.of("", "## Cells"));
        byCell.forEach((setting, all) -> {
            DayCell cell = all.get(0).cell();
            lines.addAll(List.of(
                    "",
                    "### " + setting,
                    "",
                    titleOf(cell, days) + ". Staircase: " + number(all.get(0).staircaseGpuHours()) + " GPU-hours.",
                    "",
                    "| policy | kept | ttft % | itl % | e2e % | hours % | GPU-hours | over staircase | reversals a day"
                            + " | largest | over-ask | started |",
                    "|---|---|---|---|---|---|---|---|---|---|---|---|"));
            all.forEach(standing -> lines.add(row(standing)));
        });
    }

    private static String titleOf(DayCell cell, List<ServiceDay> days) {
        return days.stream()
                .filter(day -> day.id().equals(cell.day()))
                .map(ServiceDay::title)
                .findFirst()
                .orElse(cell.day());
    }

    private static String row(DayStanding one) {
        String name = one.policy().endsWith(DayPolicies.TUNED)
                ? one.policy() + " (" + one.variant().replace(DayPolicies.TUNED + " ", "") + ")"
                : one.policy();
        return String.join(
                " | ",
                "| " + name,
                one.kept() ? "yes" : "no",
                percent(one.ttft()),
                percent(one.itl()),
                percent(one.e2e()),
                percent(one.hoursKept()),
                number(one.gpuHours()),
                number(one.overStaircase()),
                number(one.reversalsPerDay()),
                Integer.toString(one.most()),
                number(one.overAskRatio()) + " (" + one.overAskSeconds() + " s)",
                number(one.started()) + " |");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", share * PERCENT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
