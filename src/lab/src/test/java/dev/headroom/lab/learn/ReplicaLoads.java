// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learn;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Replicas under traffic, and what telemetry would tell of them: stretches of 10 s, scraped every 5 s. */
final class ReplicaLoads {
    private static final int STRETCH_SECONDS = 10;
    private static final int SCRAPE_SECONDS = 5;

    private final List<Engine> engines = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final EngineModel model;
    private final Instant start;

    ReplicaLoads(EngineModel model, int replicas, Instant start, SplittableRandom chance) {
        this.model = model;
        this.start = start;
        for (int replica = 0; replica < replicas; replica++) {
            engines.add(new Engine(model, chance.split()));
            tallies.add(new Tally());
        }
    }

    private static final class Tally {
        final List<ServedRequest> done = new ArrayList<>();
        final List<EngineReading> readings = new ArrayList<>();
        long prompts;
        long cached;
    }

    /** All stretches of a run of so many seconds, in the order of time. */
    List<ReplicaLoad> over(int seconds, Iterator<Arrival> arrivals) {
        List<ReplicaLoad> loads = new ArrayList<>();
        Arrival next = arrivals.hasNext() ? arrivals.next() : null;
        for (int second = SCRAPE_SECONDS; second <= seconds; second += SCRAPE_SECONDS) {
            while (next != null && next.atSeconds() < second) {
                advance(next.atSeconds());
                engines.stream()
                        .min(Comparator.comparingLong(Engine::outstandingTokens))
                        .orElseThrow()
                        .accept(new ServedRequest(next), next.atSeconds());
                next = arrivals.hasNext() ? arrivals.next() : null;
            }
            advance(second);
            for (int replica = 0; replica < engines.size(); replica++) {
                tallies.get(replica).readings.add(engines.get(replica).reading());
                if (second % STRETCH_SECONDS == 0) {
                    loads.add(stretch(replica, second));
                }
            }
        }
        return loads;
    }

    private void advance(double now) {
        for (int replica = 0; replica < engines.size(); replica++) {
            engines.get(replica).advanceTo(now, tallies.get(replica).done::add);
        }
    }

    private ReplicaLoad stretch(int replica, int second) {
        Tally tally = tallies.get(replica);
        List<ServedRequest> done = List.copyOf(tally.done);
        List<EngineReading> readings = List.copyOf(tally.readings);
        tally.done.clear();
        tally.readings.clear();
        EngineReading last = readings.get(readings.size() - 1);
        long prompts = last.counters().promptTokens() - tally.prompts;
        long cached = last.counters().cachedPromptTokens() - tally.cached;
        tally.prompts += prompts;
        tally.cached += cached;
        double input = mean(done, request -> request.arrival().inputTokens());
        Instant to = start.plusSeconds(second);
        return new ReplicaLoad(
                model.name() + "-" + replica,
                new Interval(to.minus(Duration.ofSeconds(STRETCH_SECONDS)), to),
                new ReplicaLoad.Requests(
                        done.size(),
                        input,
                        prompts > 0 ? input * (1 - (double) cached / prompts) : input,
                        mean(done, request -> request.arrival().outputTokens())),
                new ReplicaLoad.Latency(median(done), tokenLatency(done)),
                new ReplicaLoad.Occupancy(
                        OptionalDouble.of(mean(readings, EngineReading::running)),
                        OptionalDouble.of(mean(readings, EngineReading::waiting)),
                        OptionalDouble.of(mean(readings, EngineReading::kvUsage))));
    }

    private static OptionalDouble median(List<ServedRequest> done) {
        double[] sorted = done.stream()
                .mapToDouble(ServedRequest::timeToFirstTokenSeconds)
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    private static OptionalDouble tokenLatency(List<ServedRequest> done) {
        double seconds = 0;
        double tokens = 0;
        for (ServedRequest request : done) {
            if (request.arrival().outputTokens() > 1) {
                int gaps = request.arrival().outputTokens() - 1;
                seconds += gaps * request.interTokenSeconds();
                tokens += gaps;
            }
        }
        return tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / tokens);
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> figure) {
        return of.stream().mapToDouble(figure).average().orElse(0);
    }
}
