// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** A policy with a small fleet and Poisson arrivals: a minute until a pod is ready, prompts of 1,000 and answers of 250 tokens. */
final class Rehearsal {
    static final int MIN = 1;
    static final int MAX = 12;
    private static final EngineModel ENGINE =
            EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048));
    private static final Promise PROMISE = new Promise(2, 0.035, Double.POSITIVE_INFINITY);
    private static final int START_REPLICAS = 3;

    private final DoubleUnaryOperator requestsPerSecond;
    private final int seconds;
    private final List<Integer> asked = new ArrayList<>();
    private long kept;
    private long finished;
    private double replicaSeconds;

    Rehearsal(int seconds, DoubleUnaryOperator requestsPerSecond) {
        this.seconds = seconds;
        this.requestsPerSecond = requestsPerSecond;
    }

    /** What a load test of this engine at these lengths finds, about. */
    static SetUp setUp(long seed) {
        return new SetUp(
                PROMISE,
                MIN,
                MAX,
                ENGINE,
                new SetUp.LoadTest(5.5, 36, 33_000),
                new SetUp.TrainingWindow(13, 24, 1_000, 250),
                seed);
    }

    Rehearsal run(ScalingPolicy policy, long seed) {
        SplittableRandom traffic = new SplittableRandom(seed);
        Fleet fleet = new Fleet(
                new PodTemplate("demo", "llama", ENGINE, LeadTimeProfile.even(55, 65, 0.1)),
                new SplittableRandom(seed + 1),
                (pod, request) -> {
                    policy.ended(pod, request);
                    finished++;
                    kept += PROMISE.keptBy(request) ? 1 : 0;
                });
        fleet.startWith(START_REPLICAS);
        double next = 0;
        for (int second = 1; second <= seconds; second++) {
            while (next < second) {
                fleet.advanceTo(next);
                ServedRequest request = new ServedRequest(new Arrival(next, 1_000, 250));
                policy.admitted(request);
                fleet.dispatch(request);
                next += -Math.log(1 - traffic.nextDouble()) / requestsPerSecond.applyAsDouble(next);
            }
            fleet.advanceTo(second);
            policy.advanceTo(second, fleet).ifPresent(replicas -> {
                asked.add(replicas);
                fleet.scaleTo(replicas);
            });
            replicaSeconds += fleet.replicas();
        }
        return this;
    }

    /** Every number that the policy set. */
    List<Integer> asked() {
        return asked;
    }

    double meanReplicas() {
        return replicaSeconds / seconds;
    }

    double attainment() {
        return (double) kept / finished;
    }
}
