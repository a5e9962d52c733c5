// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a comparison shows.
 *
 * @param ours Headroom's form that is judged
 * @param all in all settings
 * @param foreseeable where the load's past tells what comes
 * @param unforeseeable where it does not
 * @param regrets of all policies that were run
 * @param criteria the numbers to reach
 * @param caveats what a reader must know before believing any of it
 */
public record ComparisonVerdict(
        PolicyForm ours,
        Standings all,
        Standings foreseeable,
        Standings unforeseeable,
        List<Regrets> regrets,
        List<Criterion> criteria,
        List<String> caveats) {
    /**
     * How Headroom stands in some settings.
     *
     * @param bestOfAll against whichever baseline is the cheapest in each setting, chosen after the fact: harder than any single one
     * @param bestTuned the same among the tuned ones
     * @param opponents every baseline, shipped and tuned
     */
    public record Standings(OpponentVerdict bestOfAll, OpponentVerdict bestTuned, List<OpponentVerdict> opponents) {
        public Standings {
            opponents = List.copyOf(opponents);
        }

        /** All of them that met Headroom anywhere, the hardest first. */
        public List<OpponentVerdict> lines() {
            return Stream.concat(Stream.of(bestOfAll, bestTuned), opponents.stream())
                    .filter(opponent -> !opponent.settings().isEmpty())
                    .toList();
        }
    }

    public ComparisonVerdict {
        regrets = List.copyOf(regrets);
        criteria = List.copyOf(criteria);
        caveats = List.copyOf(caveats);
    }

    /** Every baseline, shipped and tuned, in all settings. */
    public List<OpponentVerdict> opponents() {
        return all.opponents();
    }

    /** Settings lost against any opponent, by opponent and setting. */
    public List<SettingVerdict> losses() {
        return opponents().stream()
                .flatMap(opponent -> opponent.settings().stream())
                .filter(one -> one.outcome() == Outcome.LOST)
                .toList();
    }
}
