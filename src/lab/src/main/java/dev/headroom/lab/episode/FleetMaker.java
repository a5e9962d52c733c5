// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Completions;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.PodTemplate;

/** Builds an episode's fleet, still empty: the place where a router and faults come in. */
@FunctionalInterface
public interface FleetMaker {
    /** Fleets without faults. */
    FleetMaker PLAIN = (episode, completions) -> new Fleet(
            new PodTemplate("lab", "model", episode.engine(), episode.cluster().leadTime()),
            episode.podChance(),
            completions);

    /** A fleet whose k-th pod is the same whoever asks for it. */
    Fleet make(Episode episode, Completions completions);
}
