// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What is run: every entrant in every setting with every seed.
 *
 * @param size how much
 * @param settings conditions
 * @param entrants policies, of which one is Headroom
 * @param seeds of traffic, engines and lead times
 */
record Suite(SuiteSize size, List<Setting> settings, List<Entrant> entrants, List<Long> seeds) {
    /**
     * In turn, shifted by one with each workload: whatever the number of settings, the truth is believed in at most about a quarter of
     * them, and every lead time meets every belief.
     */
    private static final List<Belief> BELIEFS = List.of(Belief.ABSENT, Belief.HIGH, Belief.TRUE, Belief.LOW);
    /** With the lead time, engines move on by two: else each would always meet the same belief. */
    private static final int ENGINE_STRIDE = 2;

    Suite {
        settings = List.copyOf(settings);
        entrants = List.copyOf(entrants);
        seeds = List.copyOf(seeds);
    }

    /**
     * Chooses from a bench. A filter leaves out, but changes nothing of what is left.
     *
     * @param size how much
     * @param bench from which
     * @param seed the first; the others follow it
     * @param workloads ids of those wanted; empty for all of the suite
     * @param policies ids of those wanted beside Headroom; empty for all
     */
    static Suite of(SuiteSize size, Bench bench, long seed, Set<String> workloads, Set<String> policies) {
        requireKnown("workload", workloads, bench.workloads(), Bench.Load::id);
        requireKnown("policy", policies, bench.entrants(), Entrant::policy);
        List<Setting> settings = settings(size, bench).stream()
                .filter(setting -> workloads.isEmpty() || workloads.contains(setting.workload()))
                .toList();
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("suite " + size.word() + " has no workload "
                    + String.join(", ", workloads.stream().sorted().toList()));
        }
        List<Entrant> entrants = bench.entrants().stream()
                .filter(entrant -> policies.isEmpty()
                        || policies.contains(entrant.policy())
                        || entrant.role() == Entrant.Role.OURS)
                .toList();
        return new Suite(
                size,
                settings,
                entrants,
                LongStream.range(seed, seed + size.seeds()).boxed().toList());
    }

    /** Headroom's form that is judged. */
    PolicyForm ours() {
        return entrants.stream()
                .filter(entrant -> entrant.role() == Entrant.Role.OURS)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a bench must have Headroom among its entrants"))
                .shipped()
                .get(0)
                .form();
    }

    /** An entrant's variants as they come, as many as the suite runs. */
    List<Contender> shipped(Entrant entrant) {
        return entrant.shipped()
                .subList(0, Math.min(size.shippedVariants(), entrant.shipped().size()));
    }

    /** An entrant's tuning grid, thinned evenly to as many as the suite tries. */
    List<Contender> grid(Entrant entrant) {
        List<Contender> grid = entrant.grid();
        if (grid.size() <= size.tuningVariants()) {
            return grid;
        }
        List<Contender> thinned = new ArrayList<>();
        // The first is what is shipped; of the others the middle of each of as many equal parts.
        thinned.add(grid.get(0));
        int others = size.tuningVariants() - 1;
        for (int taken = 0; taken < others; taken++) {
            thinned.add(grid.get(1 + (int) ((taken + 0.5) * (grid.size() - 1) / others)));
        }
        return thinned;
    }

    /** Conditions under which the tuned variants of a setting are chosen. */
    Setting tunedIn(Setting setting) {
        return new Setting(
                setting.workload(),
                setting.foreseeable(),
                size.everything() ? setting.leadTime() : size.leadTimes().get(0),
                setting.engine(),
                Belief.TRUE);
    }

    private static List<Setting> settings(SuiteSize size, Bench bench) {
        List<Setting> settings = new ArrayList<>();
        List<Bench.Load> loads = bench.workloads().stream()
                .filter(load -> load.smallest().compareTo(size) <= 0)
                .toList();
        List<String> engines = bench.engines();
        for (int workload = 0; workload < loads.size(); workload++) {
            for (int lead = 0; lead < size.leadTimes().size(); lead++) {
                int engine = workload + (size.everything() ? ENGINE_STRIDE * lead : 0);
                settings.add(new Setting(
                        loads.get(workload).id(),
                        loads.get(workload).foreseeable(),
                        size.leadTimes().get(lead),
                        engines.get(engine % engines.size()),
                        BELIEFS.get((workload + lead) % BELIEFS.size())));
            }
        }
        return settings;
    }

    private static <T> void requireKnown(String thing, Set<String> wanted, List<T> all, Function<T, String> id) {
        List<String> ids = all.stream().map(id).toList();
        wanted.stream().filter(name -> !ids.contains(name)).sorted().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "--" + thing + " must be one of " + String.join(", ", ids) + ", was '" + name + "'");
        });
    }
}
