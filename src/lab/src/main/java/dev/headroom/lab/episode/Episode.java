// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.fleet.Completions;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that is given before a policy acts. Two policies on one episode meet the same arrivals, and their k-th pods the same lead
 * time and the same noise: common random numbers.
 *
 * @param arrivals in order of time, since the episode's start; not copied, for it may be long, and must not change
 * @param engine the truth about it
 * @param promise limits of each request; infinite where nothing is promised
 * @param cluster what stands around the engines
 * @param span what counts
 * @param seed of pods and engines
 */
public record Episode(
        List<Arrival> arrivals, EngineModel engine, Promise promise, Cluster cluster, Span span, long seed) {
    /** A seed apart from those of traffic generators that were given the same number. */
    private static final long FLEET_SALT = 0x5DEECE66DL;

    /** The same in another cluster. */
    public Episode in(Cluster other) {
        return new Episode(arrivals, engine, promise, other, span, seed);
    }

    /** Its fleet, still empty; the k-th pod is the same whoever asks for it. */
    public Fleet fleet(Completions completions) {
        PodTemplate template = new PodTemplate("lab", "model", engine, cluster.leadTime());
        SplittableRandom chance = new SplittableRandom(seed ^ FLEET_SALT);
        return new Fleet(template, cluster.routing(), cluster.faults(), chance, completions);
    }
}
