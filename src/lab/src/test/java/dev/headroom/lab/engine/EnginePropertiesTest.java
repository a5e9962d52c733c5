// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What always holds, on random engines under random load; the seed is the parameter and so in the report. */
class EnginePropertiesTest {
    private static final int REQUESTS = 120;
    private static final double SLICE_SECONDS = 0.004;
    /** When every request is surely done. */
    private static final double LONG_AFTER = 4_000;

    private double walkedTo;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void losesNoTokenAndNeverOverfillsItsCache(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        EngineModel model = model(chance);
        List<ServedRequest> requests = requests(chance);
        Engine engine = new Engine(model, new SplittableRandom(seed));

        for (ServedRequest request : requests) {
            walkTo(engine, request.arrival().atSeconds(), model);
            engine.accept(request, request.arrival().atSeconds());
        }
        walkTo(engine, LONG_AFTER, model);

        assertThat(requests).allMatch(ServedRequest::finished);
        assertThat(engine.outstanding()).isZero();
        assertThat(engine.outstandingTokens()).isZero();
        EngineReading idle = engine.reading();
        assertThat(idle.contextTokens()).isZero();
        assertThat(idle.waitingPromptTokens()).isZero();
        assertThat(idle.counters().finished()).isEqualTo(REQUESTS);
        assertThat(idle.counters().firstTokens()).isEqualTo(REQUESTS);
        assertThat(idle.counters().generatedTokens())
                .isEqualTo(requests.stream()
                        .mapToLong(request -> request.arrival().outputTokens())
                        .sum());
        assertThat(idle.counters().promptTokens())
                .isEqualTo(requests.stream()
                        .mapToLong(request -> request.arrival().inputTokens())
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void comesToTheSameEndInLeapsAsStepByStep(long seed) {
        List<ServedRequest> leaping = run(seed, false);
        List<ServedRequest> walking = run(seed, true);

        for (int i = 0; i < leaping.size(); i++) {
            assertThat(walking.get(i).scheduledAt()).isEqualTo(leaping.get(i).scheduledAt());
            assertThat(walking.get(i).firstTokenAt()).isEqualTo(leaping.get(i).firstTokenAt());
            assertThat(walking.get(i).finishedAt()).isEqualTo(leaping.get(i).finishedAt());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSameSeedGivesTheSameTimesAndAnotherSeedOthers(long seed) {
        List<Double> once =
                run(seed, false).stream().map(ServedRequest::finishedAt).toList();
        List<Double> again =
                run(seed, false).stream().map(ServedRequest::finishedAt).toList();
        List<Double> other =
                run(seed + 100, false).stream().map(ServedRequest::finishedAt).toList();

        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void schedulesInOrderOfArrival(long seed) {
        List<ServedRequest> requests = run(seed, false);

        assertThat(requests).isSortedAccordingTo(Comparator.comparingDouble(ServedRequest::scheduledAt));
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.scheduledAt())
                    .isGreaterThanOrEqualTo(request.arrival().atSeconds());
            assertThat(request.firstTokenAt()).isGreaterThan(request.scheduledAt());
            assertThat(request.finishedAt()).isGreaterThanOrEqualTo(request.firstTokenAt());
        });
    }

    private List<ServedRequest> run(long seed, boolean walking) {
        SplittableRandom chance = new SplittableRandom(seed);
        EngineModel model = model(chance);
        List<ServedRequest> requests = requests(chance);
        Engine engine = new Engine(model, new SplittableRandom(seed));
        for (ServedRequest request : requests) {
            double at = request.arrival().atSeconds();
            if (walking) {
                walkTo(engine, at, model);
            } else {
                engine.advanceTo(at, done -> {});
            }
            engine.accept(request, at);
        }
        if (walking) {
            walkTo(engine, LONG_AFTER, model);
        }
        engine.advanceTo(LONG_AFTER, done -> {});
        return requests;
    }

    /** In slices shorter than a step, looking after each. */
    private void walkTo(Engine engine, double end, EngineModel model) {
        for (double now = walkedTo; now < end && engine.outstanding() > 0; now += SLICE_SECONDS) {
            engine.advanceTo(now, done -> {});
            EngineReading reading = engine.reading();
            assertThat(reading.contextTokens()).isBetween(0L, model.limits().kvTokens());
            assertThat(reading.running()).isLessThanOrEqualTo(model.limits().maxSequences());
            assertThat(engine.outstandingTokens()).isGreaterThanOrEqualTo(0);
        }
        engine.advanceTo(end, done -> {});
        walkedTo = end;
    }

    /** With a cache so small that requests are preempted, and every other engine with a prefix cache or speculation. */
    private static EngineModel model(RandomGenerator chance) {
        return new EngineModel(
                "random",
                "unnamed",
                1,
                LinearStepTimes.H100_LLAMA_8B,
                new EngineLimits(2 + chance.nextInt(30), 64 + chance.nextInt(600), 1_500 + chance.nextInt(6_000)),
                chance.nextBoolean() ? 0 : 0.8 * chance.nextDouble(),
                chance.nextBoolean() ? 0.001 : 0.2,
                chance.nextBoolean() ? 1 : 1 + 2 * chance.nextDouble());
    }

    private static List<ServedRequest> requests(RandomGenerator chance) {
        List<ServedRequest> requests = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < REQUESTS; i++) {
            at += chance.nextInt(4) == 0 ? 0 : chance.nextExponential() * 0.2;
            requests.add(new ServedRequest(new Arrival(at, 1 + chance.nextInt(900), 1 + chance.nextInt(300))));
        }
        return requests;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.8})
    void holdsTheMeanShareOfPromptsInItsPrefixCache(double share) {
        EngineModel model = new EngineModel(
                "prefix", "unnamed", 1, LinearStepTimes.H100_LLAMA_8B, new EngineLimits(64, 2048), share, 0, 1);
        Engine engine = new Engine(model, new SplittableRandom(1));
        for (int i = 0; i < 4_000; i++) {
            engine.accept(new ServedRequest(new Arrival(0, 1_000, 1)), 0);
        }

        engine.advanceTo(10_000, done -> {});

        EngineCounters counters = engine.reading().counters();
        assertThat(counters.promptTokens()).isEqualTo(4_000_000);
        assertThat((double) counters.cachedPromptTokens() / counters.promptTokens())
                .isCloseTo(share, within(0.01));
    }
}
