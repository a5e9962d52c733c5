// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.List;
import java.util.stream.Stream;

/**
 * How Headroom stands in some settings.
 *
 * @param bestOfAll against whichever baseline is the cheapest in each setting, chosen after the fact: harder than any single one
 * @param bestTuned the same among the tuned ones
 * @param opponents every baseline, shipped and tuned
 */
public record Standing(SideVerdict bestOfAll, SideVerdict bestTuned, List<SideVerdict> opponents) {
    public Standing {
        opponents = List.copyOf(opponents);
    }

    /** All of them that met Headroom anywhere, the hardest first. */
    public List<SideVerdict> lines() {
        return Stream.concat(Stream.of(bestOfAll, bestTuned), opponents.stream())
                .filter(opponent -> !opponent.cells().isEmpty())
                .toList();
    }
}
