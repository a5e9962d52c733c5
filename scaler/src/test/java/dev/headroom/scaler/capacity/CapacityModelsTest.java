// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Models that remember answer as models that do not. */
class CapacityModelsTest {
    private static final long SEED = 20_261_125;

    private static final List<Objective> OBJECTIVES = List.of(
            new Objective(Signal.TTFT, 95, Duration.ofMillis(800)),
            new Objective(Signal.ITL, 95, Duration.ofMillis(25)),
            new Objective(Signal.E2E, 99, Duration.ofSeconds(12)));

    @Test
    void remembersWhatAFreshModelAnswers() {
        SplittableRandom chance = new SplittableRandom(SEED);
        CapacityModels remembering = new CapacityModels(7);
        for (int i = 0; i < 60; i++) {
            // Few enough to come again, and more than are remembered.
            ServingProfile profile = profile(1 + chance.nextInt(3));
            TrafficShape shape = shape(1 + chance.nextInt(3));
            CapacityModel known = remembering.of(profile);
            CapacityModel fresh = CapacityModel.of(profile);
            for (Objective objective : OBJECTIVES) {
                assertThat(known.capacityFor(shape, objective))
                        .as("seed %d, question %d", SEED, i)
                        .isEqualTo(fresh.capacityFor(shape, objective));
            }
            assertThat(known.saturation(shape)).isEqualTo(fresh.saturation(shape));
            assertThat(known.underCeiling(shape, 16)).isEqualTo(fresh.underCeiling(shape, 16));
        }
    }

    @Test
    void whatIsNoTighterThanALimitIsTheLimit() {
        TrafficShape shape = shape(1);
        CapacityModel model = new CapacityModels().of(profile(1));
        for (Objective objective : OBJECTIVES) {
            ReplicaCapacity alone = (ReplicaCapacity) model.capacityFor(shape, objective);
            ReplicaCapacity tighter = new ReplicaCapacity(alone.requestsPerSecond() * 0.9, 1, "other");
            ReplicaCapacity looser = new ReplicaCapacity(alone.requestsPerSecond() * 1.1, 1, "other");

            assertThat(model.capacityFor(shape, objective, tighter)).isEqualTo(tighter);
            assertThat(((ReplicaCapacity) model.capacityFor(shape, objective, looser)).requestsPerSecond()
                            / alone.requestsPerSecond())
                    .isBetween(0.999, 1.001);
        }
    }

    private static ServingProfile profile(int slower) {
        return new ServingProfile(
                new DocumentName("llm", "any"),
                "H100",
                1,
                new ServingProfile.EngineLimits(1, 128, OptionalLong.of(400_000), 2_048),
                new Performance.StepTime(8 + slower, 0.012, 5.36e-5, 0.0247, 3.37, 1.9e-4));
    }

    private static TrafficShape shape(int longer) {
        Lengths lengths = Lengths.of(Lengths.PERCENTILES.stream()
                .map(percentile -> 0.2 + 1.6 * percentile / 100)
                .toList());
        return new TrafficShape(1_000, 150.0 * longer, Arrivals.POISSON).with(new Spread(lengths, lengths, 0.2));
    }
}
