// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * The conditions under which policies meet; what the verdict counts as one case.
 *
 * @param workload its id
 * @param foreseeable whether the traffic's past tells what comes: diurnal load and ramps, not steps and bursts
 * @param leadTime from asking for a replica until it serves: {@code warm}, {@code new}, {@code slow} or seconds
 * @param engine the true one, by name
 * @param belief what Headroom is told of it; baselines are always given the true load test
 */
public record Setting(String workload, boolean foreseeable, String leadTime, String engine, Belief belief)
        implements Comparable<Setting> {
    /** What the planner is told of the engine before the run. The engine itself is the truth, whatever is believed. */
    public enum Belief {
        /** Nothing: it must learn. */
        ABSENT,
        /** A profile 20 % too fast. */
        HIGH,
        /** A profile as a load test would find it. */
        TRUE,
        /** A profile 20 % too slow. */
        LOW;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Medians of the named lead times, by which settings are ordered: the lead times themselves are the simulator's affair. */
    private static final Map<String, Double> NAMED_SECONDS = Map.of("warm", 105.0, "new", 300.0, "slow", 600.0);

    private static final Comparator<Setting> ORDER = Comparator.comparing(Setting::workload)
            .thenComparingDouble(Setting::medianSeconds)
            .thenComparing(Setting::leadTime)
            .thenComparing(Setting::engine)
            .thenComparing(Setting::belief)
            .thenComparing(Setting::foreseeable);

    public Setting {
        Cell.requireName("a workload", workload);
        Cell.requireName("a lead time", leadTime);
        Cell.requireName("an engine", engine);
    }

    /** For readers: {@code W4-conv · new · h100 · belief absent}. */
    public String label() {
        return workload + " · " + leadTime + " · " + engine + " · belief " + belief.word();
    }

    private double medianSeconds() {
        boolean seconds = leadTime.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
        return seconds ? Double.parseDouble(leadTime) : NAMED_SECONDS.getOrDefault(leadTime, Double.MAX_VALUE);
    }

    @Override
    public int compareTo(Setting other) {
        return ORDER.compare(this, other);
    }
}
