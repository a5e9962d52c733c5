// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting.Belief;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a reader must know before believing a verdict, found in the rows themselves. */
final class Caveats {
    /** The protocol's least. */
    private static final int ENOUGH_SEEDS = 5;

    private Caveats() {}

    static List<String> of(Curves curves, PolicyForm ours, List<OpponentVerdict> opponents, List<Regrets> regrets) {
        List<String> caveats = new ArrayList<>();
        int seeds = curves.seeds().size();
        int settings = curves.settings().size();
        if (seeds == 1) {
            caveats.add(
                    "One seed: there are no intervals, so no setting can be won or lost; differences of means are shown alone.");
        } else if (seeds < ENOUGH_SEEDS) {
            caveats.add(seeds + " seeds, where the protocol asks for " + ENOUGH_SEEDS
                    + ": intervals are wide, and many settings stay undecided that more seeds would decide.");
        }
        long told = curves.settings().stream()
                .filter(setting -> setting.belief() == Belief.TRUE)
                .count();
        if (2 * told > settings) {
            caveats.add("Headroom is told the true engine in " + told + " of " + settings
                    + " settings, more than the half that the protocol allows.");
        }
        long ourEdges = curves.settings().stream()
                .filter(setting -> atEdge(curves.of(setting, ours).values()))
                .count();
        long theirEdges = opponents.stream()
                .flatMap(opponent -> opponent.settings().stream())
                .filter(one -> atEdge(curves.of(one.setting(), one.opponent()).values()))
                .count();
        if (ourEdges + theirEdges > 0) {
            caveats.add(
                    "Some fronts lie wholly above 99 %; their cheapest outcome replaces the cost at 99 %: Headroom's in "
                            + ourEdges + " settings, baselines' in " + theirEdges + " pairings.");
        }
        long ranOut = curves.settings().stream()
                .filter(setting -> curves.in(setting)
                        .anyMatch(curve -> curve.asGiven().bounds().ranOut()))
                .count();
        if (ranOut > 0) {
            caveats.add("The search for the clairvoyant path used up its allowance in " + ranOut + " of " + settings
                    + " settings. There a cheaper path may exist, and regret be higher.");
        }
        if (regrets.stream().allMatch(regret -> regret.settings().isEmpty())) {
            caveats.add("No clairvoyant path that keeps 99 % is known, so there is no regret.");
        }
        return caveats;
    }

    private static boolean atEdge(Collection<Curve> seeds) {
        return seeds.stream().anyMatch(curve -> curve.cost().kind() == ParetoFront.Reading.Kind.EDGE);
    }
}
