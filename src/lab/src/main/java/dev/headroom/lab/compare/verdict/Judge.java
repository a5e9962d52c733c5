// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict.Standings;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
    /** How the tuned variant of a policy is called. */
    public static final String TUNED = "tuned";

    private final PolicyForm ours;
    private final long seed;

    /**
     * @param ours Headroom's form that is judged
     * @param seed of the bootstrap
     */
    public Judge(PolicyForm ours, long seed) {
        this.ours = ours;
        this.seed = seed;
    }

    /** The verdict on some rows. */
    public ComparisonVerdict judge(Curves curves) {
        Standings all = standings(curves, setting -> true);
        List<Regrets> regrets = curves.policies().stream()
                .map(policy -> Regrets.of(curves, policy))
                .toList();
        OptionalDouble ourRegret = regrets.stream()
                .filter(regret -> regret.policy().equals(ours))
                .flatMapToDouble(regret -> regret.median(true).stream())
                .findFirst();
        return new ComparisonVerdict(
                ours,
                all,
                standings(curves, Setting::foreseeable),
                standings(curves, setting -> !setting.foreseeable()),
                regrets,
                List.of(
                        Criterion.cheaperThanAll(all.bestOfAll()),
                        Criterion.nearTheBound(ourRegret),
                        Criterion.noWorseUnforeseen(all.bestTuned())),
                Caveats.of(curves, ours, all.opponents(), regrets));
    }

    private Standings standings(Curves curves, Predicate<Setting> which) {
        List<Setting> settings = curves.settings().stream().filter(which).toList();
        List<OpponentVerdict> opponents = curves.policies().stream()
                .filter(this::isOpponent)
                .map(policy -> verdict(policy.label(), against(curves, settings, policy)))
                .toList();
        return new Standings(
                best(curves, settings, opponents, "the best baseline of each setting", policy -> true),
                best(
                        curves,
                        settings,
                        opponents,
                        "the best tuned baseline of each setting",
                        policy -> policy.variant().equals(TUNED)),
                opponents);
    }

    /** Headroom's other variants are no opponents: it cannot win against itself. */
    private boolean isOpponent(PolicyForm policy) {
        return !policy.policy().equals(ours.policy());
    }

    private List<SettingVerdict> against(Curves curves, List<Setting> settings, PolicyForm opponent) {
        List<SettingVerdict> verdicts = new ArrayList<>();
        for (Setting setting : settings) {
            SortedMap<Long, Curve> our = curves.of(setting, ours);
            SortedMap<Long, Curve> their = curves.of(setting, opponent);
            if (!our.isEmpty() && !their.isEmpty()) {
                verdicts.add(new Pairing(our, their).verdict(setting, opponent));
            }
        }
        return verdicts;
    }

    private OpponentVerdict verdict(String name, List<SettingVerdict> settings) {
        SortedMap<String, List<Double>> byWorkload = new TreeMap<>();
        for (SettingVerdict one : settings) {
            one.relativeDifference()
                    .ifPresent(difference -> byWorkload
                            .computeIfAbsent(one.setting().workload(), workload -> new ArrayList<>())
                            .add(difference));
        }
        List<double[]> groups = byWorkload.values().stream()
                .map(group -> group.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        return new OpponentVerdict(
                name,
                settings,
                groups.size() < 2 ? Optional.empty() : Optional.of(ConfidenceInterval.bootstrap(groups, seed)));
    }

    private OpponentVerdict best(
            Curves curves,
            List<Setting> settings,
            List<OpponentVerdict> opponents,
            String name,
            Predicate<PolicyForm> eligible) {
        List<SettingVerdict> hardest = new ArrayList<>();
        for (Setting setting : settings) {
            opponents.stream()
                    .flatMap(opponent -> opponent.settings().stream())
                    .filter(one -> one.setting().equals(setting) && eligible.test(one.opponent()))
                    .min(hardest(curves))
                    .ifPresent(hardest::add);
        }
        return verdict(name, hardest);
    }

    /** The cheapest at the attainment; where none gets there, the one that comes nearest. */
    private static Comparator<SettingVerdict> hardest(Curves curves) {
        return Comparator.<SettingVerdict>comparingDouble(one -> one.theirs().orElse(Double.POSITIVE_INFINITY))
                .thenComparing(Comparator.<SettingVerdict>comparingDouble(
                                one -> curves.of(one.setting(), one.opponent()).values().stream()
                                        .mapToDouble(Judge::bestAttainment)
                                        .average()
                                        .orElse(0))
                        .reversed())
                .thenComparing(SettingVerdict::opponent);
    }

    private static double bestAttainment(Curve curve) {
        return curve.rows().stream().mapToDouble(ResultRow::attainment).max().orElse(0);
    }
}
