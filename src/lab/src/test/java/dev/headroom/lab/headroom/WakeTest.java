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
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * With {@code replicas.min: 0} the last replica goes when nothing comes, and the first request wakes one. What waited for it says nothing
 * of what a replica carries: the answer once rose to 36 where one serves.
 */
class WakeTest {
    private static final int SILENT_FROM = 1200;
    private static final int SILENT_UNTIL = 4800;
    private static final int END = 7200;
    private static final int MAX_REPLICAS = 10;
    private static final double RATE = 2;
    private static final int MOST = 3;
    private static final int TIMELINE_EVERY = 10;
    private static final LengthShape LENGTHS = LengthShapes.lognormal(1000, 200, 1, 8000, 2000);
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: chat }, models: [chat] }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 2s }
              - { signal: itl, percentile: 95, atMost: 50ms }
              - { signal: e2e, percentile: 95, atMost: 30s }
            replicas: { min: 0, max: 10 }
            """;

    @Test
    void wakesAndAsksForNoMoreThanTheBacklogNeeds() {
        EngineModel engine = ShippedEngines.named("h100-llama-8b");
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(WakeTest::perSecond, LENGTHS, 1, END, new SplittableRandom(1))
                .forEachRemaining(arrivals::add);
        Promise promise = new Promise(2, 0.05, 30);
        SetUp setUp = new SetUp(
                promise,
                0,
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
                                new Cluster(LeadTimeProfile.named("warm"), 0, MAX_REPLICAS, 1),
                                new Span(SILENT_UNTIL + 900, END - SILENT_UNTIL - 1200, 300),
                                1),
                        HeadroomVariants.ofDocuments(POLICY, Optional.empty(), 5, decision -> {})
                                .maker()
                                .make(setUp),
                        TIMELINE_EVERY);

        assertThat(wanted(outcome, SILENT_FROM + 600, SILENT_UNTIL))
                .as("in the silence")
                .containsOnly(0);
        assertThat(wanted(outcome, SILENT_UNTIL + TIMELINE_EVERY, END))
                .as("after it")
                .allMatch(replicas -> replicas >= 1 && replicas <= MOST);
        assertThat(outcome.attainment().all())
                .as("kept from a quarter of an hour after the wake on")
                .isGreaterThan(0.95);
    }

    private static double perSecond(double at) {
        return at < SILENT_FROM || at >= SILENT_UNTIL ? RATE : 0;
    }

    private static List<Integer> wanted(Outcome outcome, int from, int until) {
        return outcome.timeline().stream()
                .filter(moment -> moment.atSeconds() >= from && moment.atSeconds() < until)
                .map(Moment::wanted)
                .distinct()
                .toList();
    }
}
