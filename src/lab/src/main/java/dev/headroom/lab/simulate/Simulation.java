// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Replicas of one engine behind a router that picks the one with the fewest tokens to come; the first of equals. */
public final class Simulation {
    private final List<Engine> engines = new ArrayList<>();
    private final List<ServedRequest> requests = new ArrayList<>();

    private Simulation(EngineModel model, int replicas, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int replica = 0; replica < replicas; replica++) {
            engines.add(new Engine(model, chance.split()));
        }
    }

    /** Open loop: each request comes at its time; answers all, in order of arrival. */
    public static List<ServedRequest> open(EngineModel model, int replicas, long seed, List<Arrival> arrivals) {
        Simulation simulation = new Simulation(model, replicas, seed);
        for (Arrival arrival : arrivals) {
            simulation.engines.forEach(engine -> engine.advanceTo(arrival.atSeconds(), done -> {}));
            simulation.send(arrival);
        }
        simulation.engines.forEach(engine -> engine.advanceTo(Double.MAX_VALUE, done -> {}));
        return simulation.requests;
    }

    /**
     * Closed loop: so many clients, all starting at once, of which each sends the next request when its last has ended; the
     * times of arrival are not used. Answers all requests, in the order in which they were sent.
     */
    public static List<ServedRequest> closed(
            EngineModel model, int replicas, long seed, List<Arrival> arrivals, int clients) {
        Simulation simulation = new Simulation(model, replicas, seed);
        Iterator<Arrival> next = arrivals.iterator();
        for (int client = 0; client < clients; client++) {
            simulation.sendNext(next, 0);
        }
        for (double now = simulation.nextEnd(); now < Double.POSITIVE_INFINITY; now = simulation.nextEnd()) {
            double ended = now;
            simulation.engines.stream()
                    .filter(engine -> engine.stepEndsAt() == ended)
                    .toList()
                    .forEach(engine -> engine.advanceTo(ended, done -> simulation.sendNext(next, ended)));
        }
        return simulation.requests;
    }

    /** A request that no cache can hold has failed at once, and its client goes on to the next. */
    private void sendNext(Iterator<Arrival> next, double now) {
        while (next.hasNext()) {
            Arrival asked = next.next();
            if (!send(new Arrival(now, asked.inputTokens(), asked.outputTokens()))
                    .failed()) {
                return;
            }
        }
    }

    private ServedRequest send(Arrival arrival) {
        ServedRequest request = new ServedRequest(arrival);
        requests.add(request);
        engines.stream()
                .min(Comparator.comparingLong(Engine::outstandingTokens))
                .orElseThrow()
                .accept(request, arrival.atSeconds());
        return request;
    }

    private double nextEnd() {
        return engines.stream().mapToDouble(Engine::stepEndsAt).min().orElseThrow();
    }
}
