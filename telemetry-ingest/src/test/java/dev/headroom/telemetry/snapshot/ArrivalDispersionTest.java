// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How bursty arrivals are found to be whose burstiness is known. */
class ArrivalDispersionTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LASTING = Duration.ofSeconds(2);
    private static final int SECONDS = 360;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Enough draws that the mean of so many readings is within 2 % of what is expected of one. */
    private static final int DRAWS = 100;

    @Property(tries = 200)
    void poissonTrafficIsAboutOne(@ForAll long seed) {
        double perSecond = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(0.5), Math.log(50)));

        OptionalDouble dispersion = dispersionOf(seed, second -> perSecond, 1);

        // The standard deviation is 0.17: four of them.
        assertThat(dispersion.orElseThrow()).isBetween(0.4, 1.8);
    }

    @Test
    void poissonTrafficIsOneOnAverageWhateverItsRate() {
        for (double perSecond : new double[] {0.5, 2, 10, 50}) {
            double mean = meanOf(second -> perSecond, 1);

            System.out.printf("Poisson at %.1f per second: dispersion %.3f%n", perSecond, mean);
            assertThat(mean).isCloseTo(1, within(perSecond < 1 ? 0.12 : 0.07));
        }
    }

    @Test
    void burstierArrivalsAreMoreAndSpacedOnesLess() {
        double bursty = meanOf(second -> 10, 4);
        double spaced = meanOf(second -> 10, 0.25);

        System.out.printf("gaps of cv² 4: dispersion %.2f; of cv² 1/4: %.2f%n", bursty, spaced);
        // Over times that are long against the gaps, a renewal process' counts vary as its gaps do: by cv².
        assertThat(bursty).isBetween(3.2, 4.4);
        assertThat(spaced).isBetween(0.22, 0.35);
    }

    @Test
    void evenlySpacedArrivalsAreLeast() {
        WorkloadWindow window = new WorkloadWindow();
        for (int i = 0; i < 1_000; i++) {
            window.absorb(Optional.empty(), admission(i, START.plusMillis(300L * i)));
        }

        assertThat(ArrivalDispersion.upTo(window, START.plusSeconds(290)).orElseThrow())
                .isLessThan(0.1);
    }

    @Test
    void neitherARampNorAStepLooksLikeBursts() {
        double ramp = meanOf(second -> 5 + second / 12, 1);
        double step = meanOf(second -> second < 200 ? 10 : 40, 1);

        System.out.printf("from 5 to 35 per second: dispersion %.2f; from 10 to 40 at once: %.2f%n", ramp, step);
        assertThat(ramp).isCloseTo(1, within(0.1));
        // The variance over mean of such counts is 46.
        assertThat(step).isLessThan(1.3);
    }

    @Test
    void nothingIsSaidOfFewArrivalsOrOfLessThanAMinute() {
        assertThat(dispersionOf(1, second -> 0.1, 1)).isEmpty();
        WorkloadWindow window = new WorkloadWindow();
        for (int i = 0; i < 1_200; i++) {
            window.absorb(Optional.empty(), admission(i, START.plusMillis(50L * i)));
        }

        assertThat(ArrivalDispersion.upTo(window, START.plusSeconds(60))).isEmpty();
        assertThat(ArrivalDispersion.upTo(window, START.plusSeconds(61))).isPresent();
    }

    @Test
    void ofARandomShareOfTheRequestsThatOfAllIsInferred() {
        // A share of 1/4 of arrivals with 5 has 1 + (5 − 1) / 4.
        assertThat(ArrivalDispersion.unthinned(OptionalDouble.of(2), 0.25)).hasValue(5);
        assertThat(ArrivalDispersion.unthinned(OptionalDouble.of(2), 1)).hasValue(2);
        assertThat(ArrivalDispersion.unthinned(OptionalDouble.of(2), 0.1)).isEmpty();
        assertThat(ArrivalDispersion.unthinned(OptionalDouble.of(0.5), 0.25).orElseThrow())
                .isPositive();
    }

    private static double meanOf(DoubleUnaryOperator perSecond, double squaredVariation) {
        double sum = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            sum += dispersionOf(seed, perSecond, squaredVariation).orElseThrow();
        }
        return sum / DRAWS;
    }

    private static OptionalDouble dispersionOf(long seed, DoubleUnaryOperator perSecond, double squaredVariation) {
        SplittableRandom random = new SplittableRandom(seed);
        WorkloadWindow window = new WorkloadWindow();
        double at = 0;
        for (int number = 0; at < SECONDS; number++) {
            window.absorb(Optional.empty(), admission(number, START.plusNanos(Math.round(at * NANOS_PER_SECOND))));
            at += gap(random, squaredVariation) / perSecond.applyAsDouble(at);
        }
        return ArrivalDispersion.upTo(window, START.plusSeconds(SECONDS));
    }

    /** Of mean 1: Erlang where it varies less than an exponential one, hyper-exponential with balanced means where it varies more. */
    private static double gap(SplittableRandom random, double squaredVariation) {
        if (squaredVariation <= 1) {
            int phases = (int) Math.round(1 / squaredVariation);
            double sum = 0;
            for (int i = 0; i < phases; i++) {
                sum += exponential(random) / phases;
            }
            return sum;
        }
        double share = (1 + Math.sqrt((squaredVariation - 1) / (squaredVariation + 1))) / 2;
        double chosen = random.nextDouble() < share ? share : 1 - share;
        return exponential(random) / (2 * chosen);
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static RequestObservation admission(int number, Instant arrival) {
        return request(number, arrival, LASTING).admitted();
    }
}
