// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Small episodes for tests. */
public final class Episodes {
    /** Holds few requests, so that few of them are a load. */
    public static final EngineModel SMALL_ENGINE =
            EngineModel.plain("small", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(16, 2048));

    public static final Promise PROMISE = new Promise(1, 0.05, 10);

    private Episodes() {}

    /** Poisson arrivals of 500 tokens in and 100 out, at a rate that may change each second. */
    public static List<Arrival> poisson(int seconds, IntToDoubleFunction ratePerSecond, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            double at = second + chance.nextExponential() / ratePerSecond.applyAsDouble(second);
            while (at < second + 1) {
                arrivals.add(new Arrival(at, 500, 100));
                at += chance.nextExponential() / ratePerSecond.applyAsDouble(second);
            }
        }
        return arrivals;
    }

    /** All of it scored; replicas take 60 s to start, the first 6 of them without a node. */
    public static Episode of(List<Arrival> arrivals, int seconds, int startReplicas, long seed) {
        return new Episode(
                arrivals,
                SMALL_ENGINE,
                PROMISE,
                new Cluster(LeadTimeProfile.even(60, 60, 0.1), 1, 12, startReplicas),
                Span.scored(seconds),
                seed);
    }
}
