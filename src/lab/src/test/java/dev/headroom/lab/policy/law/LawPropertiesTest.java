// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LawPropertiesTest {
    private static final int TRIALS = 300;
    private static final EngineSheet SHEET = new EngineSheet(
            EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2_048)), 1_000, 250);
    private static final Map<String, Supplier<Baseline>> LAWS = new TreeMap<>(Map.of(
            "waiting", () -> ProportionalLaws.waiting(5),
            "running", () -> ProportionalLaws.running(16, 1),
            "guard", () -> ProportionalLaws.guarded(ProportionalLaws.running(16, 1)),
            "token-aware", () -> ProportionalLaws.tokenAware(33_000, 1.2, 0.8),
            "apa", () -> ProportionalLaws.aibrixApa(0.5),
            "kpa", () -> ProportionalLaws.aibrixKpa(0.5, true),
            "knative", () -> new KnativeKpa(25),
            "chiron", () -> ProportionalLaws.chiron(0.6, 36),
            "sage", () -> new SageServe(SageServe.Marks.SHIPPED, 5.5, 20)));
    private static final Map<String, Supplier<Baseline>> MODEL_LAWS = new TreeMap<>(Map.of(
            "slo-aware", () -> SloAware.measuring(new LatencyLimits(2, 0.035), SloAware.Marks.SHIPPED),
            "saturation 1", () -> new SaturationOne(SaturationOne.Thresholds.SHIPPED),
            "inferno",
                    () -> new Inferno(
                            SHEET.inferno(36), new LatencyLimits(2, 0.035), 128, Inferno.Arrivals.TRUE, 1_000, 250),
            "dynamo load", () -> new DynamoLoad(DynamoLoad.Marks.SHIPPED),
            "dynamo sla 1", () -> new DynamoSlaOne(SHEET, new LatencyLimits(2, 0.035), 0.8),
            "ray", () -> new RayServe(30, RayServe.Delays.SHIPPED)));

    /** Its correction divides observed by expected latency, and more running requests are expected to be slower. */
    private static final Map<String, Supplier<Baseline>> NOT_MONOTONE =
            Map.of("dynamo sla 0", () -> new DynamoSlaZero(SHEET, 33_000, 0.035, Forecast.Kind.LAST_VALUE));

    static Set<String> monotone() {
        Set<String> names = new TreeSet<>(LAWS.keySet());
        names.addAll(MODEL_LAWS.keySet());
        return names;
    }

    static Set<String> all() {
        Set<String> names = monotone();
        names.addAll(NOT_MONOTONE.keySet());
        return names;
    }

    @ParameterizedTest
    @MethodSource("monotone")
    void asksForNoFewerReplicasWhenThereIsMoreOfEverything(String name) {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom chance = new SplittableRandom(seed);

        for (int trial = 0; trial < TRIALS; trial++) {
            Load light = Load.drawn(chance);
            Load heavy = light.plus(Load.drawn(chance));
            int replicas = 1 + chance.nextInt(12);

            double few = wanted(law(name), light.on(replicas));
            double many = wanted(law(name), heavy.on(replicas));

            assertThat(many).as("%s: seed %d, trial %d", name, seed, trial).isGreaterThanOrEqualTo(few);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void decidesTheSameOnTheSameObservations(String name) {
        long seed = new SplittableRandom().nextLong();
        Baseline one = law(name);
        Baseline other = law(name);
        SplittableRandom chance = new SplittableRandom(seed);

        for (int trial = 0; trial < TRIALS; trial++) {
            ObservationFixture seen =
                    Load.drawn(chance).on(1 + chance.nextInt(12)).at(15.0 * trial);

            assertThat(one.decide(seen))
                    .as("%s: seed %d, trial %d", name, seed, trial)
                    .isEqualTo(other.decide(seen));
        }
    }

    private static Baseline law(String name) {
        return Stream.of(LAWS, MODEL_LAWS, NOT_MONOTONE)
                .flatMap(laws -> Stream.ofNullable(laws.get(name)))
                .findFirst()
                .orElseThrow()
                .get();
    }

    private static double wanted(Baseline law, ObservationFixture seen) {
        return law.decide(seen).replicas().orElseThrow();
    }

    /** What one pod has to do. */
    private record Load(double running, double waiting, double usage, double rate, double slowness) {
        static Load drawn(SplittableRandom chance) {
            return new Load(
                    chance.nextInt(60),
                    chance.nextInt(4) == 0 ? chance.nextInt(10) : 0,
                    0.5 * chance.nextDouble(),
                    20 * chance.nextDouble(),
                    chance.nextDouble());
        }

        Load plus(Load more) {
            return new Load(
                    running + more.running,
                    waiting + more.waiting,
                    usage + more.usage,
                    rate + more.rate,
                    slowness + more.slowness);
        }

        ObservationFixture on(int replicas) {
            return ObservationFixture.of(replicas)
                    .showing(running, waiting, usage)
                    .holdingBack(0, waiting * 1_000 * replicas)
                    .receiving(rate, rate)
                    .latencies(slowness * 2, slowness * 0.035)
                    .recording(slowness);
        }
    }
}
