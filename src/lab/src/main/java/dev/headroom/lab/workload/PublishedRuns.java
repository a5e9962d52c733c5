// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RateShapes.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Load tests that other autoscalers' makers published, at their own rates, so that results can be laid beside theirs. Arrivals are
 * Poisson: whether theirs were, they do not say, and evenly spaced ones would be easier to serve.
 */
final class PublishedRuns {
    /** How many other orders of the scored ramp's stages there are. */
    static final int ORDERS = 20;

    /** llm-d, SLO-aware KEDA guide: the stages of its scored ramp. */
    private static final List<Stage> RAMP_STAGES = List.of(
            new Stage(330, 2),
            new Stage(360, 4),
            new Stage(360, 6),
            new Stage(360, 8),
            new Stage(360, 10),
            new Stage(360, 4),
            new Stage(300, 1));
    /** The same guide: every prompt and every answer. */
    private static final LengthShape RAMP_LENGTHS = LengthShapes.fixed(4000, 1000);
    /** They watch the fleet until it has drained. */
    private static final double RAMP_DRAIN_SECONDS = 300;
    /** Orders for training are of seeds that no run has. */
    private static final int TRAINING_ORDERS = 1000;

    /** llm-d-autoscaling pull request 1118: six stages in 900 s; that they are of one length is our assumption. */
    private static final List<Stage> BURSTY_STAGES =
            Stream.of(15, 2, 10, 15, 5, 2).map(rate -> new Stage(150, rate)).toList();
    /** The same: about 1,000 tokens each, "random distribution"; its width is our assumption. */
    private static final LengthShape BURSTY_LENGTHS = LengthShapes.lognormal(1000, 1000, 0.3, 3000, 3000);

    /** AIBrix's run lasts 25 minutes and goes up and down; rates and lengths are ours. */
    private static final double UP_DOWN_SECONDS = 1500;

    private static final double UP_DOWN_LOWEST = 10;
    private static final double UP_DOWN_HIGHEST = 100;

    private PublishedRuns() {}

    static List<Workload> all() {
        List<Workload> runs = new ArrayList<>();
        runs.add(ramp("W1", "llm-d's scored ramp", RAMP_STAGES, TRAINING_ORDERS));
        IntStream.rangeClosed(1, ORDERS).mapToObj(PublishedRuns::reorderedRamp).forEach(runs::add);
        runs.add(bursty());
        runs.add(upAndDown());
        return runs;
    }

    private static Workload reorderedRamp(int order) {
        String id = String.format("W1p-%02d", order);
        return ramp(
                id, "llm-d's scored ramp, stages in random order " + order, inOrder(order), TRAINING_ORDERS + order);
    }

    /** Its load jumps from stage to stage, though it is called a ramp: nobody can foresee that. */
    private static Workload ramp(String id, String title, List<Stage> stages, int trainingOrder) {
        return Workload.of(id, title, false, staged(stages, RAMP_LENGTHS), staged(inOrder(trainingOrder), RAMP_LENGTHS))
                .drainedFor(RAMP_DRAIN_SECONDS);
    }

    private static Workload bursty() {
        DrawnTraffic run = staged(BURSTY_STAGES, BURSTY_LENGTHS);
        return Workload.of("W2", "WVA's bursty run: 15, 2, 10, 15, 5, 2 requests/s", false, run, run);
    }

    private static Workload upAndDown() {
        double half = UP_DOWN_SECONDS / 2;
        DrawnTraffic run = DrawnTraffic.poisson(
                chance -> at -> at < half
                        ? RateShapes.ramp(UP_DOWN_LOWEST, UP_DOWN_HIGHEST, 0, half)
                                .perSecond(at)
                        : RateShapes.ramp(UP_DOWN_HIGHEST, UP_DOWN_LOWEST, half, UP_DOWN_SECONDS)
                                .perSecond(at),
                LengthShapes.CHAT,
                UP_DOWN_SECONDS);
        return Workload.of("W3", "up and down in 25 minutes, as AIBrix's run", true, run, run);
    }

    private static DrawnTraffic staged(List<Stage> stages, LengthShape lengths) {
        double seconds = stages.stream().mapToDouble(Stage::seconds).sum();
        return DrawnTraffic.poisson(chance -> RateShapes.stages(stages), lengths, seconds);
    }

    /** Fisher and Yates; each stage keeps its length. */
    private static List<Stage> inOrder(int seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Stage> shuffled = new ArrayList<>(RAMP_STAGES);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            int other = chance.nextInt(last + 1);
            Stage moved = shuffled.get(last);
            shuffled.set(last, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return shuffled;
    }
}
