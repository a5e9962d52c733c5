// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.ResultRow.Bounds;
import dev.headroom.lab.compare.cell.ResultRow.Causes;
import dev.headroom.lab.compare.cell.ResultRow.Cost;
import dev.headroom.lab.compare.cell.ResultRow.Kept;
import dev.headroom.lab.compare.cell.ResultRow.Moves;
import dev.headroom.lab.compare.cell.ResultRow.Service;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/**
 * A bench without simulation: each policy needs some multiple of the clairvoyant cost to keep 99 %, more GPU-hours miss fewer promises,
 * chance is shared by seed. What it says is made up; only its shape is that of a real one.
 */
final class FakeBench implements Bench {
    private static final long REQUESTS = 20_000;

    private final AtomicInteger runs = new AtomicInteger();
    private int failAt = Integer.MAX_VALUE;

    /** Makes it possible to look at a report: {@code FakeBench --suite full --out DIR}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand((traces, cache, seed, lived, thorough) -> new FakeBench()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** Fails from that many runs on, as a process does that is stopped. */
    FakeBench failingAfter(int finished) {
        failAt = finished;
        return this;
    }

    int runs() {
        return runs.get();
    }

    @Override
    public List<Load> workloads() {
        return List.of(
                new Load("W1-ramp", true, SuiteSize.QUICK),
                new Load("W4-conv-day", true, SuiteSize.QUICK),
                new Load("W4-code-day", true, SuiteSize.MEDIUM),
                new Load("W8-step", false, SuiteSize.QUICK),
                new Load("W8-flash", false, SuiteSize.QUICK),
                new Load("W9-drift", false, SuiteSize.FULL));
    }

    @Override
    public List<String> engines() {
        return List.of("h100", "h200");
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant(
                "headroom", "Headroom", Entrant.Role.OURS, List.of(contender("headroom", "shipped", "")), List.of()));
        for (String policy : List.of("B0", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12")) {
            List<Contender> grid = new ArrayList<>();
            for (String target : policy.equals("B0") ? List.<String>of() : List.of("0.3", "0.5", "0.7", "0.9")) {
                grid.add(contender(policy, "tuned", "target=" + target));
            }
            entrants.add(new Entrant(
                    policy,
                    "baseline " + policy,
                    Entrant.Role.BASELINE,
                    List.of(contender(policy, "shipped", ""), contender(policy, "wrong", "")),
                    grid));
        }
        return entrants;
    }

    @Override
    public String fingerprint() {
        return "fake";
    }

    @Override
    public ResultRow run(Cell cell) {
        if (runs.getAndIncrement() >= failAt) {
            throw new IllegalStateException("the power went out");
        }
        Setting setting = cell.setting();
        SplittableRandom shared = new SplittableRandom(setting.workload().hashCode() * 31L + cell.seed());
        double bound = 8 + 4 * shared.nextDouble() + Math.abs(setting.workload().hashCode() % 5);
        SplittableRandom own = new SplittableRandom(cell.key().hashCode());
        double needed = bound * multiple(cell) * (1 + 0.03 * own.nextDouble());
        double spent =
                needed * offset(cell.contender()) * Math.pow(cell.contender().knob(), 0.8);
        double slope = 5 + cell.contender().form().hashCode() % 3;
        double missed = Math.min(0.9, 0.01 * Math.exp(-slope * Math.log(spent / needed) * 2));
        double attained = 1 - Math.rint(missed * REQUESTS) / REQUESTS;
        return row(cell, spent, attained, bound);
    }

    private static ResultRow row(Cell cell, double spent, double attained, double bound) {
        long violations = Math.round((1 - attained) * REQUESTS);
        return new ResultRow(
                cell,
                new Kept(attained, Math.min(1, attained + 0.002), 1, Math.min(1, attained + 0.004)),
                new Cost(spent, spent / 0.75, spent * 90),
                new Bounds(OptionalDouble.of(bound), OptionalDouble.of(bound * 0.8), false),
                new Moves(20, (int) (spent % 4), 0),
                new Service(
                        REQUESTS,
                        violations,
                        violations - REQUESTS / 100,
                        5.5,
                        OptionalDouble.of(0.8),
                        OptionalDouble.of(0.03),
                        OptionalDouble.of(20)),
                Causes.NONE);
    }

    /** What the policy needs over the clairvoyant path. */
    private static double multiple(Cell cell) {
        Setting setting = cell.setting();
        double surprise = setting.foreseeable() ? 1 : 1.25;
        double lead = setting.leadTime().equals("new") || setting.leadTime().equals("slow") ? 1.15 : 1;
        String policy = cell.contender().form().policy();
        if (policy.equals("headroom")) {
            return 1.12 * surprise * Math.sqrt(lead) * (setting.belief() == Belief.TRUE ? 1 : 1.05);
        }
        int number = Integer.parseInt(policy.substring(1));
        double own = 1.15 + 0.08 * (number * 7 % 13) - (setting.foreseeable() ? 0 : 0.15);
        return own * surprise * lead * (cell.window() == Window.TRAINING ? 0.95 : 1);
    }

    /** How far off the policy's parameters are. */
    private static double offset(Contender contender) {
        if (contender.form().policy().equals("B10")) {
            return 0.3;
        }
        if (contender.parameters().isEmpty()) {
            return 0.8 + Math.abs(contender.form().hashCode() % 7) / 10.0;
        }
        return 1.45 - Double.parseDouble(contender.parameters().substring("target=".length())) * 0.7;
    }

    private static Contender contender(String policy, String variant, String parameters) {
        return new Contender(new PolicyForm(policy, variant), parameters, 1);
    }
}
