// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Newly installed at a quiet hour, without a profile: what little came says nothing of what a replica can do. When the day begins the
 * answer follows what users get, where it once asked for all 60 that the policy allows.
 */
class QuietStartTest {
    private static final int BEGINS = 1800;
    private static final int END = 5400;
    private static final int MAX_REPLICAS = 60;
    private static final int TIMELINE_EVERY = 10;
    private static final LengthShape LENGTHS = LengthShapes.lognormal(1000, 200, 1, 8000, 2000);

    @ParameterizedTest
    @CsvSource({"0, 5, 3", "0.02, 5, 3", "0.5, 20, 10"})
    void theFirstLoadOfADayIsNoReasonForAllReplicas(double before, double after, int most) {
        EngineModel engine = ShippedEngines.named("h100-llama-8b");
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(RateShapes.step(before, after, BEGINS), LENGTHS, 1, END, new SplittableRandom(1))
                .forEachRemaining(arrivals::add);
        TokenMix mix = TokenMix.of(arrivals);
        Promise promise = Promises.forMix(engine, mix);
        SetUp setUp = new SetUp(
                promise,
                1,
                MAX_REPLICAS,
                engine,
                new LoadTests(1).of(engine, mix, promise),
                new SetUp.TrainingWindow(before, before, 1000, 200),
                1);

        Outcome outcome = new EpisodeRunner()
                .run(
                        new Episode(
                                arrivals,
                                engine,
                                promise,
                                new Cluster(LeadTimeProfile.named("new"), 1, MAX_REPLICAS, 1),
                                new Span(BEGINS + 1200, END - BEGINS - 1200, 300),
                                1),
                        HeadroomVariants.installed(setUp, Belief.ABSENT, false, HeadroomOptions.defaults(1)),
                        TIMELINE_EVERY);

        assertThat(outcome.timeline().stream().mapToInt(Moment::wanted).max().orElseThrow())
                .as("most replicas asked for")
                .isLessThanOrEqualTo(most);
        assertThat(outcome.attainment().all())
                .as("kept from 20 min after the step on")
                .isGreaterThan(0.99);
    }
}
