// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.headroom.lab.traffic.LengthShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One request in five seconds, and a promise of 99 % that the longest answers miss however many replicas run, though not more of them than
 * may. A slow answer now and then is chance: where each was taken for a limit, the fleet grew to 9 replicas, with other lengths to 60.
 */
class FewRequestsTest {
    private static final double RATE = 0.2;
    private static final int END = 6 * 3600;
    private static final int MAX_REPLICAS = 60;
    private static final int MOST = 5;
    private static final int TIMELINE_EVERY = 60;
    private static final double KEPT = 0.992;

    /** About what the engine takes for a token where it has nothing else to do. */
    private static final double SECONDS_A_TOKEN = 0.009;

    @Test
    void aSlowAnswerNowAndThenIsNoLimit() {
        EngineModel engine = ShippedEngines.named("h100-llama-8b");
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(at -> RATE, LengthShapes.lognormal(1000, 200, 1, 8000, 2000), 1, END, new SplittableRandom(1))
                .forEachRemaining(arrivals::add);
        int longest = arrivals.stream()
                .mapToInt(Arrival::outputTokens)
                .sorted()
                .skip(Math.round(KEPT * arrivals.size()))
                .findFirst()
                .orElseThrow();
        Promise promise = new Promise(2, 0.05, SECONDS_A_TOKEN * longest);
        SetUp setUp = new SetUp(
                promise,
                1,
                MAX_REPLICAS,
                engine,
                new SetUp.LoadTest(RATE, 1, 1),
                new SetUp.TrainingWindow(RATE, RATE, 1000, 200),
                1);

        Outcome outcome = new EpisodeRunner()
                .run(
                        new Episode(
                                arrivals,
                                engine,
                                promise,
                                new Cluster(LeadTimeProfile.named("warm"), 1, MAX_REPLICAS, 1),
                                new Span(900, END - 1200, 300),
                                1),
                        HeadroomVariants.installed(setUp, Belief.ABSENT, false, HeadroomOptions.defaults(1)),
                        TIMELINE_EVERY);

        int most = outcome.timeline().stream().mapToInt(Moment::wanted).max().orElseThrow();
        System.out.println("most " + most + ", kept " + outcome.attainment().e2e());
        assertThat(most).as("most replicas asked for").isLessThanOrEqualTo(MOST);
        assertThat(outcome.attainment().e2e()).isGreaterThan(0.98);
    }
}
