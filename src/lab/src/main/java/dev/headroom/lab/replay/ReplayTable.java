// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Percentiles;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes a replay down for people: one line a policy, then what is behind it. */
final class ReplayTable {
    private static final double PERCENT = 100;
    private static final double MILLIS = 1000;

    private ReplayTable() {}

    static String of(Replayed replayed) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s from %d s for %d s on %s, lead time %s: %d requests",
                replayed.given().trace(),
                replayed.given().fromSeconds(),
                replayed.episode().span().scoredSeconds(),
                replayed.given().engine(),
                replayed.given().leadTime(),
                replayed.own().outcome().requests().scored()));
        lines.add("");
        lines.add(row("policy", "all %", "ttft %", "itl %", "e2e %", "GPU-hours", "replicas", "regret", "reversals"));
        replayed.results().forEach(result -> lines.add(row(replayed, result)));
        replayed.bound()
                .ifPresent(bound -> lines.add(row(
                        "with hindsight",
                        percent(bound.attainment().all()),
                        percent(bound.attainment().of(Signal.TTFT)),
                        percent(bound.attainment().of(Signal.ITL)),
                        percent(bound.attainment().of(Signal.E2E)),
                        number(bound.gpuHours()),
                        number(bound.meanReplicas()),
                        number(1),
                        "")));
        addDays(lines, replayed);
        lines.add("");
        addLatencies(lines, replayed.own().outcome().latencies());
        replayed.bound()
                .ifPresent(bound ->
                        lines.add("The work alone, as a fluid, needs " + number(bound.fluidGpuHours()) + " GPU-hours"
                                + (bound.ranOut() ? "; the search for hindsight's path ran out of effort." : ".")));
        return String.join(System.lineSeparator(), lines);
    }

    private static void addDays(List<String> lines, Replayed replayed) {
        if (replayed.own().day().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(dayRow(
                "policy", "kept", "hours %", "GPU-hours", "reversals", "largest", "started", "x stairs", "over-ask"));
        for (Replayed.Result result : replayed.results()) {
            result.day()
                    .ifPresent(day -> lines.add(dayRow(
                            named(result),
                            day.kept() ? "yes" : "no",
                            percent(day.hoursKept()),
                            number(day.gpuHours()),
                            Integer.toString(day.scaling().reversals()),
                            Integer.toString(day.scaling().most()),
                            Integer.toString(day.scaling().started()),
                            day.above().map(above -> number(above.gpuHours())).orElse("-"),
                            day.above().map(ReplayTable::overAsk).orElse("-"))));
        }
        replayed.staircase()
                .ifPresent(steps -> lines.add("The staircase, each half hour alone with the fewest replicas, takes "
                        + number(steps.gpuHours(replayed.episode().engine().gpus())) + " GPU-hours and "
                        + steps.most() + " replicas at most."));
    }

    private static String dayRow(String... cells) {
        return String.format(Locale.ROOT, "%-32s %5s %8s %10s %10s %8s %8s %9s %14s", (Object[]) cells)
                .stripTrailing();
    }

    private static String overAsk(DayFigures.AboveStaircase above) {
        return number(above.overAsk().ratio()) + " (" + above.overAsk().seconds() + " s)";
    }

    private static String named(Replayed.Result result) {
        return result.policy().policy() + " (" + result.policy().variant() + ")";
    }

    private static void addLatencies(List<String> lines, BySignal<Percentiles> latencies) {
        lines.add(String.format(Locale.ROOT, "%-28s %10s %10s %10s", "latency, ms", "p50", "p90", "p99"));
        lines.add(latency("time to first token", latencies.at(Signal.TTFT)));
        lines.add(latency("between tokens", latencies.at(Signal.ITL)));
        lines.add(latency("end to end", latencies.at(Signal.E2E)));
    }

    private static String latency(String name, Percentiles seconds) {
        return String.format(
                Locale.ROOT,
                "%-28s %10s %10s %10s",
                name,
                number(seconds.p50() * MILLIS),
                number(seconds.p90() * MILLIS),
                number(seconds.p99() * MILLIS));
    }

    private static String row(Replayed replayed, Replayed.Result result) {
        Outcome outcome = result.outcome();
        OptionalDouble regret = replayed.regretOf(outcome);
        return row(
                named(result),
                percent(outcome.attainment().all()),
                percent(outcome.attainment().of(Signal.TTFT)),
                percent(outcome.attainment().of(Signal.ITL)),
                percent(outcome.attainment().of(Signal.E2E)),
                number(outcome.use().gpuHours()),
                number(outcome.use().meanReplicas()),
                regret.isPresent() ? number(regret.getAsDouble()) : "-",
                Integer.toString(outcome.scaling().reversals()));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-28s %8s %7s %7s %7s %10s %9s %7s %9s", (Object[]) cells)
                .stripTrailing();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", share * PERCENT);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
