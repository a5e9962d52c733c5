// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.contest.Stage;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.workload.Workload;
import java.time.Duration;
import java.util.List;

/**
 * One run from nothing.
 *
 * @param engineName for readers
 * @param engine the truth
 * @param traffic ordinary
 * @param leader who leads the fleet
 * @param seed of traffic, engines and lead times
 */
record Lesson(String engineName, EngineModel engine, Workload traffic, TwoMinds.Leader leader, long seed) {
    /** Level load needs as many; a wave goes from a third of the most to the most: two to six replicas in all. */
    private static final int LEVEL_REPLICAS = 4;

    private static final int MOST_REPLICAS = 6;
    private static final String LEVEL = "level";
    private static final double MILLIS = 1000;

    /**
     * What came of it.
     *
     * @param lesson that was run
     * @param attainment share of scored requests that got all they were promised, whoever led
     * @param looks at each minute of interest
     */
    record Learnt(Lesson lesson, double attainment, List<Look> looks) {}

    Learnt run(LoadTests loadTests, LeadTimeProfile leadTime) {
        int most = traffic.id().equals(LEVEL) ? LEVEL_REPLICAS : MOST_REPLICAS;
        Stage stage = Stage.of(traffic, engine, loadTests, most);
        SetUp setUp = stage.setUp(seed);
        Episode planned = stage.run(leadTime, seed);
        // Level load begins with too many: who merely holds what there is never comes near.
        Episode episode =
                traffic.id().equals(LEVEL) ? planned.in(planned.cluster().startingWith(MOST_REPLICAS)) : planned;
        HeadroomOptions options = HeadroomOptions.defaults(seed)
                .withHorizon(Duration.ofMillis(Math.round(leadTime.typicalSeconds() * MILLIS)));
        TwoMinds minds = new TwoMinds(
                HeadroomVariants.installed(setUp, Belief.ABSENT, false, options),
                HeadroomVariants.installed(setUp, Belief.MEASURED, false, options),
                leader);
        Outcome outcome = new EpisodeRunner().run(episode, minds);
        List<TwoMinds.Said> said = minds.said();
        return new Learnt(
                this,
                outcome.attainment().all(),
                Look.MINUTES.stream().map(minute -> Look.at(minute, said)).toList());
    }
}
