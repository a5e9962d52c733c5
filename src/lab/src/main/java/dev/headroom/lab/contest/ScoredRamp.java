// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.workload.Workload;
import dev.headroom.lab.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * llm-d's scored ramp as its guide to SLO-aware autoscaling by KEDA describes it: 2 requests/s for 330 s, 4, 6, 8, 10, 4 for 360 s each, 1 for
 * 300 s; 4,000 tokens in and 1,000 out; 3 s to the first token and 100 ms between tokens; 3 to 8 replicas that take 98 to 125 s to
 * start and are as good as any at once. Scored over the ramp's 2,430 s; the 300 s after it are apart.
 */
final class ScoredRamp {
    /** Calibrated to the one figure that llm-d published of its engine. */
    static final String ENGINE = "h100x2-qwen3-32b-llmd";

    private static final Promise PROMISE = new Promise(3, 0.1, Double.POSITIVE_INFINITY);
    private static final LeadTimeProfile LEAD_TIME = LeadTimeProfile.named("98-125");
    private static final int MIN_REPLICAS = 3;
    private static final int MAX_REPLICAS = 8;
    private static final String IN_ORDER = "W1";
    private static final String REORDERED = "W1p-";
    private static final List<Double> KNOBS = List.of(0.5, 0.7, 1.0, 1.4, 2.0);
    private static final long MILLIS = 1000;

    private static final Duration HORIZON = Duration.ofMillis(Math.round(LEAD_TIME.typicalSeconds() * MILLIS));

    private static final PolicyVariant INSTALLED = HeadroomVariants.ofKnob(1, Belief.MEASURED, HORIZON);

    private final Stage stage;
    private final List<Workload> reordered;
    private final Crew crew;

    ScoredRamp(int orders, Crew crew) {
        EngineModel engine = ShippedEngines.named(ENGINE);
        List<Workload> all = Workloads.builtIn();
        Workload inOrder = all.stream()
                .filter(workload -> workload.id().equals(IN_ORDER))
                .findFirst()
                .orElseThrow();
        this.stage = Stage.ofPublished(inOrder, engine, PROMISE, new LoadTests(1));
        this.reordered = all.stream()
                .filter(workload -> workload.id().startsWith(REORDERED))
                .limit(orders)
                .toList();
        this.crew = crew;
    }

    /**
     * What a policy came to, in the mean over episodes.
     *
     * @param policy id
     * @param name for readers
     * @param variant and knob
     * @param inOrder the ramp as published, over seeds
     * @param reordered its stages in random orders; equal to {@code inOrder}'s form, NaN where none was run
     */
    record Result(String policy, String name, String variant, double knob, Score inOrder, Score reordered) {}

    /**
     * Means over episodes.
     *
     * @param attainment share of requests that met both limits
     * @param worst the least of an episode
     * @param meanReplicas the Deployment's wish over the scored time
     * @param gpuHours over the scored time
     */
    record Score(double attainment, double worst, double meanReplicas, double gpuHours) {
        static Score of(List<Outcome> outcomes) {
            return new Score(
                    mean(outcomes, outcome -> outcome.attainment().all()),
                    outcomes.stream()
                            .mapToDouble(outcome -> outcome.attainment().all())
                            .min()
                            .orElse(Double.NaN),
                    mean(outcomes, outcome -> outcome.use().meanReplicas()),
                    mean(outcomes, outcome -> outcome.use().gpuHours()));
        }

        private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
            return outcomes.stream().mapToDouble(figure).average().orElse(Double.NaN);
        }

        boolean isKnown() {
            return !Double.isNaN(attainment);
        }
    }

    /** What one replica carries at this promise, requests/s. */
    double carried() {
        return stage.replica().ratePerSecond();
    }

    /** Every policy as shipped, and Headroom's and the SLO-aware policy's knob. */
    List<Result> run(List<Long> seeds) {
        return crew.map(contenders(), variant -> result(variant, seeds));
    }

    /** Headroom's result as a load test lets it be installed. */
    static Result installed(List<Result> results) {
        return results.stream()
                .filter(result -> result.policy().equals(INSTALLED.policy())
                        && result.variant().equals(INSTALLED.variant())
                        && result.knob() == 1)
                .findFirst()
                .orElseThrow();
    }

    private List<PolicyVariant> contenders() {
        List<PolicyVariant> contenders = new ArrayList<>();
        KNOBS.forEach(knob -> contenders.add(HeadroomVariants.ofKnob(knob, Belief.MEASURED, HORIZON)));
        contenders.add(HeadroomVariants.ofKnob(1, Belief.ABSENT, HORIZON));
        contenders.add(HeadroomVariants.withAdmissions(1, Belief.MEASURED, HORIZON));
        contenders.addAll(Baselines.catalogue());
        KNOBS.stream()
                .filter(knob -> knob != 1)
                .forEach(knob -> contenders.add(Baselines.family("B4").withKnob(knob)));
        return contenders;
    }

    private Result result(PolicyVariant variant, List<Long> seeds) {
        List<Outcome> published = seeds.stream()
                .map(seed -> played(stage.workload().arrivals(seed), variant, seed))
                .toList();
        return new Result(
                variant.policy(),
                variant.name(),
                variant.variant(),
                variant.knob(),
                Score.of(published),
                reordered(reordered.size(), seeds.get(0), Workload::arrivals).play(variant));
    }

    /**
     * What others attain on the reordered ramp with as many replicas as Headroom; empty where no order is run.
     *
     * @param ours Headroom's result
     * @param seed the judged run's first
     * @param orders for tuning, others than the judged ones; 0 tunes nobody
     */
    List<EqualReplicas.Line> atEqualReplicas(Result ours, long seed, int orders) {
        if (reordered.isEmpty()) {
            return List.of();
        }
        EqualReplicas.Course judged = reordered(reordered.size(), seed, Workload::arrivals);
        EqualReplicas.Course training = reordered(Math.min(orders, reordered.size()), seed, Workload::training);
        return new EqualReplicas(crew)
                .lines(
                        Baselines.families(),
                        ours.reordered().meanReplicas(),
                        judged,
                        orders == 0 ? Double.NaN : training.play(INSTALLED).meanReplicas(),
                        orders == 0 ? List.of() : List.of(training));
    }

    private EqualReplicas.Course reordered(int orders, long seed, BiFunction<Workload, Long, RequestList> traffic) {
        return variant -> Score.of(IntStream.range(0, orders)
                .mapToObj(order -> played(traffic.apply(reordered.get(order), seed + order), variant, seed + order))
                .toList());
    }

    private Outcome played(RequestList arrivals, PolicyVariant variant, long seed) {
        Workload ramp = stage.workload();
        Episode episode = new Episode(
                arrivals,
                stage.engine(),
                PROMISE,
                new Cluster(LEAD_TIME, MIN_REPLICAS, MAX_REPLICAS, MIN_REPLICAS),
                new Span(0, (int) ramp.seconds(), (int) ramp.drainSeconds()),
                seed);
        return new EpisodeRunner().run(episode, variant.maker().make(stage.setUp(MIN_REPLICAS, MAX_REPLICAS, seed)));
    }
}
