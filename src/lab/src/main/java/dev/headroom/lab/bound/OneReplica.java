// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One engine without a cluster around it. */
final class OneReplica {
    /** How far the clock leaps while what is left runs out. */
    private static final double LEAP_SECONDS = 60;
    /** So many leaps are a year: an engine that needs longer does not end. */
    private static final int MOST_LEAPS = 525_600;

    private OneReplica() {}

    /** Serves requests as they come; answers them in order of arrival, all finished. */
    static List<ServedRequest> serve(EngineModel model, List<Arrival> arrivals, long seed) {
        Engine engine = new Engine(model, new SplittableRandom(seed));
        List<ServedRequest> requests = new ArrayList<>(arrivals.size());
        double now = 0;
        for (Arrival arrival : arrivals) {
            now = arrival.atSeconds();
            engine.advanceTo(now, finished -> {});
            ServedRequest request = new ServedRequest(arrival);
            engine.accept(request, now);
            requests.add(request);
        }
        runOut(engine, now);
        return requests;
    }

    /**
     * Serves requests with a full queue behind the batch, so that always as many run as may; times count from leaving the queue
     * ({@link ServedRequest#scheduledAt}), for the queue is the experiment's, not the users'.
     */
    static List<ServedRequest> saturated(EngineModel model, List<Arrival> arrivals, int sequences, long seed) {
        List<Arrival> atOnce = arrivals.stream()
                .map(arrival -> new Arrival(0, arrival.inputTokens(), arrival.outputTokens()))
                .toList();
        EngineLimits limits = model.limits();
        return serve(
                model.withLimits(new EngineLimits(sequences, limits.stepTokens(), limits.kvTokens())), atOnce, seed);
    }

    private static void runOut(Engine engine, double from) {
        double now = from;
        for (int leap = 0; engine.outstanding() > 0; leap++) {
            if (leap == MOST_LEAPS) {
                throw new IllegalStateException("an engine with " + engine.outstanding()
                        + " requests had not finished them after a year of virtual time");
            }
            now += LEAP_SECONDS;
            engine.advanceTo(now, finished -> {});
        }
    }
}
