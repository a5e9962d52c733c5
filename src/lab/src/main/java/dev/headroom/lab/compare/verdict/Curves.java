// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.cell.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of a comparison by setting, side and seed. */
public final class Curves {
    private final SortedMap<Setting, SortedMap<Side, SortedMap<Long, Curve>>> curves = new TreeMap<>();

    private Curves() {}

    /** Sorts rows; those of training windows are left out. */
    public static Curves of(Collection<ResultRow> rows) {
        SortedMap<Setting, SortedMap<Side, SortedMap<Long, List<ResultRow>>>> sorted = new TreeMap<>();
        for (ResultRow row : rows) {
            if (row.cell().window() == Window.RUN) {
                sorted.computeIfAbsent(row.cell().setting(), setting -> new TreeMap<>())
                        .computeIfAbsent(row.cell().contender().side(), side -> new TreeMap<>())
                        .computeIfAbsent(row.cell().seed(), seed -> new ArrayList<>())
                        .add(row);
            }
        }
        Curves result = new Curves();
        sorted.forEach((setting, sides) ->
                sides.forEach((side, seeds) -> seeds.forEach((seed, outcomes) -> result.curves
                        .computeIfAbsent(setting, key -> new TreeMap<>())
                        .computeIfAbsent(side, key -> new TreeMap<>())
                        .put(seed, new Curve(outcomes)))));
        return result;
    }

    /** All settings, in order. */
    public SortedSet<Setting> settings() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(curves.keySet()));
    }

    /** All sides that were run anywhere, in order. */
    public SortedSet<Side> sides() {
        SortedSet<Side> sides = new TreeSet<>();
        curves.values().forEach(of -> sides.addAll(of.keySet()));
        return Collections.unmodifiableSortedSet(sides);
    }

    /** All seeds that were run anywhere, in order. */
    public SortedSet<Long> seeds() {
        SortedSet<Long> seeds = new TreeSet<>();
        curves.values().forEach(sides -> sides.values().forEach(of -> seeds.addAll(of.keySet())));
        return Collections.unmodifiableSortedSet(seeds);
    }

    /** A side's curves in a setting by seed; empty where it was not run. */
    public SortedMap<Long, Curve> of(Setting setting, Side side) {
        Map<Side, SortedMap<Long, Curve>> sides = curves.getOrDefault(setting, Collections.emptySortedMap());
        return Collections.unmodifiableSortedMap(sides.getOrDefault(side, Collections.emptySortedMap()));
    }
}
