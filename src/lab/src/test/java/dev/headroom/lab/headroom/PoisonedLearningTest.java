// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.InventedRequests;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer that may write lies for ten minutes: as many requests again, of a hundred pods that there are not. */
class PoisonedLearningTest {
    private static final int FROM = 3600;
    private static final int UNTIL = 4200;
    private static final int END = 6900;
    private static final int BACK_WITHIN = 1200;
    private static final double RATE = 20;
    private static final int MAX_REPLICAS = 40;
    private static final int MOST_TIMES = 3;
    private static final int LYING_PODS = 100;
    private static final int TIMELINE_EVERY = 10;
    private static final LengthShape LENGTHS = LengthShapes.lognormal(1000, 200, 1, 8000, 2000);

    /** The policy, told of requests that were never there. */
    private static final class LiedTo implements ScalingPolicy {
        private final ScalingPolicy policy;
        private final double lasting;
        private double told = FROM;

        LiedTo(ScalingPolicy policy, double lasting) {
            this.policy = policy;
            this.lasting = lasting;
        }

        @Override
        public void admitted(ServedRequest request) {
            policy.admitted(request);
        }

        @Override
        public void ended(PodIdentity pod, ServedRequest request) {
            policy.ended(pod, request);
        }

        @Override
        public OptionalInt advanceTo(double now, FleetSight fleet) {
            for (; told < Math.min(now, UNTIL); told += 1 / RATE) {
                String pod = "invented-" + (int) (told * RATE) % LYING_PODS;
                policy.ended(
                        new PodIdentity("lab", "workload", pod, pod),
                        InventedRequests.ended(new Arrival(told - lasting, 1000, 200), told - lasting / 3, told));
            }
            return policy.advanceTo(now, fleet);
        }

        @Override
        public String because() {
            return policy.because();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 0.1})
    void theAnswerIsBoundedAndBackWithinTwentyMinutes(double lasting) {
        EngineModel engine = ShippedEngines.named("h100-llama-8b");
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(at -> RATE, LENGTHS, 1, END, new SplittableRandom(1)).forEachRemaining(arrivals::add);
        TokenMix mix = TokenMix.of(arrivals);
        Promise promise = Promises.forMix(engine, mix);
        SetUp setUp = new SetUp(
                promise,
                1,
                MAX_REPLICAS,
                engine,
                new LoadTests(1).of(engine, mix, promise),
                new SetUp.TrainingWindow(RATE, RATE, 1000, 200),
                1);

        Outcome outcome = new EpisodeRunner()
                .run(
                        new Episode(
                                arrivals,
                                engine,
                                promise,
                                new Cluster(LeadTimeProfile.named("warm"), 1, MAX_REPLICAS, 4),
                                new Span(900, END - 1200, 300),
                                1),
                        new LiedTo(
                                HeadroomVariants.installed(setUp, Belief.ABSENT, false, HeadroomOptions.defaults(1)),
                                lasting),
                        TIMELINE_EVERY);

        int before = most(outcome, FROM - 600, FROM);
        System.out.println("before " + before + ", during " + most(outcome, FROM, UNTIL) + ", after "
                + most(outcome, UNTIL + BACK_WITHIN, END) + ", kept "
                + outcome.attainment().all());
        assertThat(most(outcome, FROM, UNTIL)).as("while it lies").isLessThanOrEqualTo(MOST_TIMES * before);
        assertThat(most(outcome, UNTIL + BACK_WITHIN, END)).as("afterwards").isLessThanOrEqualTo(before + 1);
        assertThat(outcome.attainment().all()).as("kept by users' own measure").isGreaterThan(0.95);
    }

    private static int most(Outcome outcome, int from, int until) {
        return outcome.timeline().stream()
                .filter(moment -> moment.atSeconds() >= from && moment.atSeconds() < until)
                .mapToInt(Moment::wanted)
                .max()
                .orElseThrow();
    }
}
