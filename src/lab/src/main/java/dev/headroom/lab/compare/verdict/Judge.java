// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Judges rows by the rule of the benchmark's protocol: costs are compared at 99 % attainment, read off each policy's front; pairs share
 * their seed; a setting is won only if the 95 % interval of the differences excludes zero; a win over a policy is claimed only with 80 %
 * of all settings won, and what is lost is listed.
 */
public final class Judge {
    /** Attainment at which costs are compared. */
    public static final double MATCHED_ATTAINMENT = 0.99;
    /** How tuned sides are called. */
    public static final String TUNED = "tuned";

    private final Side ours;
    private final Set<Side> references;
    private final long seed;

    /**
     * @param ours Headroom's side
     * @param references sides that know what no policy can: shown, but neither beaten nor lost to
     * @param seed of the bootstrap
     */
    public Judge(Side ours, Set<Side> references, long seed) {
        this.ours = ours;
        this.references = Set.copyOf(references);
        this.seed = seed;
    }

    /** The verdict on some rows. */
    public Verdict judge(Curves curves) {
        Standing all = standing(curves, setting -> true);
        List<Regrets> regrets = curves.sides().stream()
                .map(side -> Regrets.of(curves, side, MATCHED_ATTAINMENT))
                .toList();
        return new Verdict(
                ours,
                MATCHED_ATTAINMENT,
                all,
                standing(curves, Setting::foreseeable),
                standing(curves, setting -> !setting.foreseeable()),
                regrets,
                new Bars(ours, regrets, all.bestOfAll(), all.bestTuned()).all(),
                Caveats.of(curves, ours, all.opponents(), regrets));
    }

    private Standing standing(Curves curves, Predicate<Setting> which) {
        List<Setting> settings = curves.settings().stream().filter(which).toList();
        List<SideVerdict> opponents = curves.sides().stream()
                .filter(this::isOpponent)
                .map(side -> verdict(side.label(), against(curves, settings, side)))
                .toList();
        return new Standing(
                best(curves, settings, opponents, "the best baseline of each setting", side -> true),
                best(
                        curves,
                        settings,
                        opponents,
                        "the best tuned baseline of each setting",
                        side -> side.variant().equals(TUNED)),
                opponents);
    }

    /** Headroom's other variants are no opponents: it cannot win against itself. */
    private boolean isOpponent(Side side) {
        return !side.policy().equals(ours.policy()) && !references.contains(side);
    }

    private List<CellVerdict> against(Curves curves, List<Setting> settings, Side opponent) {
        List<CellVerdict> cells = new ArrayList<>();
        for (Setting setting : settings) {
            SortedMap<Long, Curve> our = curves.of(setting, ours);
            SortedMap<Long, Curve> their = curves.of(setting, opponent);
            if (!our.isEmpty() && !their.isEmpty()) {
                cells.add(new Pairing(our, their, MATCHED_ATTAINMENT).verdict(setting, opponent));
            }
        }
        return cells;
    }

    private SideVerdict verdict(String name, List<CellVerdict> cells) {
        SortedMap<String, List<Double>> byWorkload = new TreeMap<>();
        for (CellVerdict cell : cells) {
            cell.relativeDifference()
                    .ifPresent(difference -> byWorkload
                            .computeIfAbsent(cell.setting().workload(), workload -> new ArrayList<>())
                            .add(difference));
        }
        List<double[]> groups = byWorkload.values().stream()
                .map(group -> group.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        return new SideVerdict(
                name, cells, groups.size() < 2 ? Optional.empty() : Optional.of(Interval.bootstrap(groups, seed)));
    }

    private SideVerdict best(
            Curves curves, List<Setting> settings, List<SideVerdict> opponents, String name, Predicate<Side> eligible) {
        List<CellVerdict> cells = new ArrayList<>();
        for (Setting setting : settings) {
            opponents.stream()
                    .flatMap(opponent -> opponent.cells().stream())
                    .filter(cell -> cell.setting().equals(setting) && eligible.test(cell.opponent()))
                    .min(hardest(curves))
                    .ifPresent(cells::add);
        }
        return verdict(name, cells);
    }

    /** The cheapest at the attainment; where none gets there, the one that comes nearest. */
    private static Comparator<CellVerdict> hardest(Curves curves) {
        return Comparator.<CellVerdict>comparingDouble(cell -> cell.theirs().orElse(Double.POSITIVE_INFINITY))
                .thenComparing(Comparator.<CellVerdict>comparingDouble(
                                cell -> bestAttainment(curves.of(cell.setting(), cell.opponent())))
                        .reversed())
                .thenComparing(CellVerdict::opponent);
    }

    private static double bestAttainment(SortedMap<Long, Curve> seeds) {
        return seeds.values().stream()
                .mapToDouble(curve -> curve.rows().stream()
                        .mapToDouble(row -> row.attainment().all())
                        .max()
                        .orElse(0))
                .average()
                .orElse(0);
    }
}
