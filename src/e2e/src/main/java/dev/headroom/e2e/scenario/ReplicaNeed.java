// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;

/** How many engines carry a steady rate with the promise kept, found by playing ten minutes of it in virtual time. */
final class ReplicaNeed {
    private static final double SECONDS = 600;
    private static final long SEED = 20_261_201;

    private final EngineModel engine;
    private final int inputTokens;
    private final int outputTokens;
    private final LatencyPromise promise;
    private final NavigableMap<Double, Integer> known = new ConcurrentSkipListMap<>();

    ReplicaNeed(EngineModel engine, int inputTokens, int outputTokens, LatencyPromise promise) {
        this.engine = engine;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
        this.promise = promise;
    }

    /** The fewest engines that carry so many requests per second. */
    int at(double rate) {
        return known.computeIfAbsent(rate, unknown -> {
            // Fewer than a lower rate needs cannot be enough.
            int replicas = Optional.ofNullable(known.lowerEntry(rate))
                    .map(Map.Entry::getValue)
                    .orElse(1);
            while (!carries(replicas, rate)) {
                replicas++;
            }
            return replicas;
        });
    }

    private boolean carries(int replicas, double rate) {
        SplittableRandom chance = new SplittableRandom(SEED);
        List<Engine> engines = new ArrayList<>();
        for (int number = 0; number < replicas; number++) {
            engines.add(new Engine(engine, chance.split()));
        }
        List<ServedRequest> requests = new ArrayList<>();
        for (double now = next(0, rate, chance); now < SECONDS; now = next(now, rate, chance)) {
            double moment = now;
            engines.forEach(one -> one.advanceTo(moment, finished -> {}));
            Engine idlest = engines.stream()
                    .min(Comparator.comparingInt(Engine::outstanding))
                    .orElseThrow();
            ServedRequest request = new ServedRequest(new Arrival(now, inputTokens, outputTokens));
            idlest.accept(request, now);
            requests.add(request);
        }
        engines.forEach(one -> one.advanceTo(2 * SECONDS, finished -> {}));
        long kept = requests.stream().filter(promise::keptFor).count();
        return kept >= promise.share() * requests.size();
    }

    private static double next(double now, double rate, SplittableRandom chance) {
        return now - Math.log1p(-chance.nextDouble()) / rate;
    }
}
