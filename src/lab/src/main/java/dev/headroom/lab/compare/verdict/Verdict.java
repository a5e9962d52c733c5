// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Side;
import java.util.List;

/**
 * What a comparison shows.
 *
 * @param ours Headroom's side
 * @param attainment at which costs are compared
 * @param opponents every baseline, shipped and tuned
 * @param bestOfAll against whichever baseline is the cheapest in each setting, chosen after the fact: harder than any single one
 * @param bestTuned the same among the tuned ones
 * @param regrets of all sides that were run
 * @param bars the numbers to reach
 * @param caveats what a reader must know before believing any of it
 */
public record Verdict(
        Side ours,
        double attainment,
        List<SideVerdict> opponents,
        SideVerdict bestOfAll,
        SideVerdict bestTuned,
        List<Regrets> regrets,
        List<Bar> bars,
        List<String> caveats) {
    public Verdict {
        opponents = List.copyOf(opponents);
        regrets = List.copyOf(regrets);
        bars = List.copyOf(bars);
        caveats = List.copyOf(caveats);
    }

    /** Settings lost against any opponent, by opponent and setting. */
    public List<CellVerdict> losses() {
        return opponents.stream()
                .flatMap(opponent -> opponent.losses().stream())
                .toList();
    }
}
