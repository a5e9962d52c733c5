// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Belief;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a reader must know before believing a verdict, found in the rows themselves. */
final class Caveats {
    /** The protocol's least. */
    private static final int ENOUGH_SEEDS = 5;

    private Caveats() {}

    static List<String> of(Curves curves, Side ours, List<SideVerdict> opponents, List<Regrets> regrets) {
        List<String> caveats = new ArrayList<>();
        int seeds = curves.seeds().size();
        if (seeds == 1) {
            caveats.add(
                    "One seed: there are no intervals, so no setting can be won or lost; differences of means are shown alone.");
        } else if (seeds < ENOUGH_SEEDS) {
            caveats.add(seeds + " seeds, where the protocol asks for " + ENOUGH_SEEDS
                    + ": intervals are wide, and many settings stay undecided that more seeds would decide.");
        }
        beliefs(curves, caveats);
        edges(curves, ours, opponents, caveats);
        ranOut(curves, caveats);
        if (regrets.stream().allMatch(regret -> regret.cells().isEmpty())) {
            caveats.add("No clairvoyant path that keeps 99 % is known, so there is no regret.");
        }
        return caveats;
    }

    private static void beliefs(Curves curves, List<String> caveats) {
        long right = curves.settings().stream()
                .filter(setting -> setting.belief() == Belief.TRUE)
                .count();
        if (2 * right > curves.settings().size()) {
            caveats.add("Headroom is told the true engine in " + right + " of "
                    + curves.settings().size() + " settings, more than the half that the protocol allows.");
        }
    }

    private static void ranOut(Curves curves, List<String> caveats) {
        long settings = curves.settings().stream()
                .filter(setting -> curves.sides().stream()
                        .flatMap(side -> curves.of(setting, side).values().stream())
                        .anyMatch(curve -> curve.asGiven().bounds().ranOut()))
                .count();
        if (settings > 0) {
            caveats.add("The search for the clairvoyant path ended because it was given no more in " + settings + " of "
                    + curves.settings().size() + " settings: there a cheaper path may exist, and regret be higher.");
        }
    }

    private static void edges(Curves curves, Side ours, List<SideVerdict> opponents, List<String> caveats) {
        int oursAtEdge = 0;
        for (Setting setting : curves.settings()) {
            oursAtEdge += atEdge(curves.of(setting, ours)) ? 1 : 0;
        }
        int theirs = 0;
        for (SideVerdict opponent : opponents) {
            for (CellVerdict cell : opponent.cells()) {
                theirs += atEdge(curves.of(cell.setting(), cell.opponent())) ? 1 : 0;
            }
        }
        if (oursAtEdge + theirs > 0) {
            caveats.add(
                    "Some fronts lie wholly above 99 %, their cheapest outcome stands in for the cost at 99 %: Headroom's in "
                            + oursAtEdge + " settings, baselines' in " + theirs + " pairings.");
        }
    }

    private static boolean atEdge(SortedMap<Long, Curve> seeds) {
        return seeds.values().stream()
                .anyMatch(
                        curve -> curve.front().costAt(Judge.MATCHED_ATTAINMENT).kind() == Matched.Kind.EDGE);
    }
}
