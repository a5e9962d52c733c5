// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Misses;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp.LoadTest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one replica carries, as a load test before production would find it: Poisson arrivals of the mix at rates that are bisected
 * until the highest is found at which 99 % of the requests keep the promise. Where not even an idle engine keeps it for so many,
 * the goal is 99 % of what an idle one keeps. Results are kept; any number of threads may ask.
 */
public final class LoadTests {
    private static final double GOAL = 0.99;
    /** A few thousand: the standard error of a share near 99 % is then 0.2 %. */
    private static final int REQUESTS = 3000;

    private static final int IDLE_REQUESTS = 200;
    /** Long enough that requests never meet. */
    private static final double IDLE_GAP_SECONDS = 10_000;
    /** Halvings: 2 to the minus 10 of the first bracket is below 0.1 % of the rate. */
    private static final int HALVINGS = 10;

    private final Map<Key, LoadTest> known = new ConcurrentHashMap<>();
    private final long seed;

    /** With the chance that all its tests share. */
    public LoadTests(long seed) {
        this.seed = seed;
    }

    private record Key(EngineModel engine, TokenMix mix, Promise promise) {}

    /** What one replica carries of this mix under this promise. */
    public LoadTest of(EngineModel engine, TokenMix mix, Promise promise) {
        return known.computeIfAbsent(new Key(engine, mix, promise), this::measured);
    }

    private LoadTest measured(Key key) {
        double goal = GOAL * kept(idle(key.engine(), key.mix(), seed), key.promise());
        double saturation = saturationPerSecond(key);
        double carried = 0;
        double tooMuch = saturation;
        List<ServedRequest> best = List.of();
        for (int halving = 0; halving < HALVINGS; halving++) {
            double rate = (carried + tooMuch) / 2;
            List<ServedRequest> served = OneReplica.serve(key.engine(), poisson(key.mix(), rate), seed);
            if (kept(served, key.promise()) >= goal) {
                carried = rate;
                best = served;
            } else {
                tooMuch = rate;
            }
        }
        // Even the lowest rate that was tried was too much: the test ends there, one request after the other.
        double rate = best.isEmpty() ? tooMuch : carried;
        return new LoadTest(rate, rate * meanEndToEnd(best, key), prefillPeak(key));
    }

    private double meanEndToEnd(List<ServedRequest> best, Key key) {
        List<ServedRequest> served = best.isEmpty() ? idle(key.engine(), key.mix(), seed) : best;
        return served.stream()
                .filter(ServedRequest::finished)
                .mapToDouble(ServedRequest::endToEndSeconds)
                .average()
                .orElse(0);
    }

    /** Each alone on the engine. */
    static List<ServedRequest> idle(EngineModel engine, TokenMix mix, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(IDLE_REQUESTS);
        for (int request = 0; request < IDLE_REQUESTS; request++) {
            arrivals.add(mix.drawn(request * IDLE_GAP_SECONDS, chance));
        }
        return OneReplica.serve(engine, arrivals, seed);
    }

    private static double kept(List<ServedRequest> served, Promise promise) {
        long missed = served.stream()
                .mapToLong(request -> Misses.of(request, promise).all())
                .sum();
        return 1 - (double) missed / served.size();
    }

    /** The same draws at any rate, only closer together: so that more load is more load and not another dice. */
    private List<Arrival> poisson(TokenMix mix, double ratePerSecond) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(REQUESTS);
        double now = 0;
        for (int request = 0; request < REQUESTS; request++) {
            now += chance.nextExponential() / ratePerSecond;
            arrivals.add(mix.drawn(now, chance));
        }
        return arrivals;
    }

    /** No rate above it lasts: the batch is always full. */
    private double saturationPerSecond(Key key) {
        return perSecond(OneReplica.saturated(
                key.engine(), poisson(key.mix(), 1), key.engine().limits().maxSequences(), seed));
    }

    private double prefillPeak(Key key) {
        List<Arrival> promptsAlone = poisson(key.mix(), 1).stream()
                .map(arrival -> new Arrival(0, arrival.inputTokens(), 1))
                .toList();
        List<ServedRequest> served = OneReplica.saturated(
                key.engine(), promptsAlone, key.engine().limits().maxSequences(), seed);
        double meanTokens =
                promptsAlone.stream().mapToInt(Arrival::inputTokens).average().orElseThrow();
        return perSecond(served) * meanTokens;
    }

    private static double perSecond(List<ServedRequest> served) {
        // What no cache can hold is refused at once and takes no time.
        double last = served.stream()
                .filter(ServedRequest::finished)
                .mapToDouble(ServedRequest::finishedAt)
                .max()
                .orElseThrow(() -> new IllegalStateException("an engine that refuses every request carries none"));
        return served.stream().filter(ServedRequest::finished).count() / last;
    }
}
