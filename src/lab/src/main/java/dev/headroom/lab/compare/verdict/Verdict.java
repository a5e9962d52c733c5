// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Side;
import java.util.List;

/**
 * What a comparison shows.
 *
 * @param ours Headroom's side
 * @param attainment at which costs are compared
 * @param all in all settings
 * @param foreseeable where the load's past tells what comes
 * @param unforeseeable where it does not
 * @param regrets of all sides that were run
 * @param bars the numbers to reach
 * @param caveats what a reader must know before believing any of it
 */
public record Verdict(
        Side ours,
        double attainment,
        Standing all,
        Standing foreseeable,
        Standing unforeseeable,
        List<Regrets> regrets,
        List<Bar> bars,
        List<String> caveats) {
    public Verdict {
        regrets = List.copyOf(regrets);
        bars = List.copyOf(bars);
        caveats = List.copyOf(caveats);
    }

    /** Every baseline, shipped and tuned, in all settings. */
    public List<SideVerdict> opponents() {
        return all.opponents();
    }

    /** Settings lost against any opponent, by opponent and setting. */
    public List<CellVerdict> losses() {
        return opponents().stream()
                .flatMap(opponent -> opponent.losses().stream())
                .toList();
    }
}
