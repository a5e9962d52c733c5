// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rows of a comparison by setting, policy and seed. */
public final class Curves {
    private final SortedMap<Setting, SortedMap<PolicyForm, SortedMap<Long, Curve>>> curves;

    private Curves(SortedMap<Setting, SortedMap<PolicyForm, SortedMap<Long, Curve>>> curves) {
        this.curves = curves;
    }

    /**
     * All that one policy did in one setting with one seed: an outcome for each position of its knob.
     *
     * @param rows by knob; one or more
     */
    public record Curve(List<ResultRow> rows) {
        public Curve {
            rows = rows.stream()
                    .sorted(Comparator.comparingDouble(
                            row -> row.cell().contender().knob()))
                    .toList();
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("a curve must have an outcome");
            }
        }

        /** The outcome with the knob as its parameters say: at 1, or nearest to it. */
        public ResultRow asGiven() {
            return rows.stream()
                    .min(Comparator.comparingDouble(
                            row -> Math.abs(Math.log(row.cell().contender().knob()))))
                    .orElseThrow();
        }

        /** What the knob can be made to buy. */
        public ParetoFront front() {
            return ParetoFront.of(rows.stream()
                    .map(row -> new ParetoFront.Point(row.gpuHours(), row.attainment()))
                    .toList());
        }

        /** GPU-hours at the attainment at which costs are compared. */
        public ParetoFront.Reading cost() {
            return front().costAt(Judge.MATCHED_ATTAINMENT);
        }
    }

    /** Sorts rows; those of training windows are left out. */
    public static Curves of(Collection<ResultRow> rows) {
        return new Curves(rows.stream()
                .filter(row -> row.cell().window() == Window.RUN)
                .collect(groupingBy(
                        row -> row.cell().setting(),
                        TreeMap::new,
                        groupingBy(
                                row -> row.cell().contender().form(),
                                TreeMap::new,
                                groupingBy(
                                        row -> row.cell().seed(),
                                        TreeMap::new,
                                        collectingAndThen(toList(), Curve::new))))));
    }

    /** All settings, in order. */
    public SortedSet<Setting> settings() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(curves.keySet()));
    }

    /** All policies that were run anywhere, in order. */
    public SortedSet<PolicyForm> policies() {
        return curves.values().stream()
                .flatMap(policies -> policies.keySet().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** All seeds that were run anywhere, in order. */
    public SortedSet<Long> seeds() {
        return curves.values().stream()
                .flatMap(policies -> policies.values().stream())
                .flatMap(seeds -> seeds.keySet().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** A policy's curves in a setting by seed; empty where it was not run. */
    public SortedMap<Long, Curve> of(Setting setting, PolicyForm policy) {
        SortedMap<PolicyForm, SortedMap<Long, Curve>> policies =
                curves.getOrDefault(setting, Collections.emptySortedMap());
        return Collections.unmodifiableSortedMap(policies.getOrDefault(policy, Collections.emptySortedMap()));
    }

    /** All that was run in a setting. */
    public Stream<Curve> in(Setting setting) {
        return curves.getOrDefault(setting, Collections.emptySortedMap()).values().stream()
                .flatMap(seeds -> seeds.values().stream());
    }

    /** A policy's cost at the attainment at which costs are compared, mean over seeds; empty unless it is reached with every seed. */
    public static OptionalDouble meanCost(Collection<Curve> seeds) {
        List<ParetoFront.Reading> costs = seeds.stream().map(Curve::cost).toList();
        return costs.stream().allMatch(ParetoFront.Reading::reached)
                ? costs.stream().mapToDouble(ParetoFront.Reading::figure).average()
                : OptionalDouble.empty();
    }
}
