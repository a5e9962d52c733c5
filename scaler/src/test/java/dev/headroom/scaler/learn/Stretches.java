// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Stretches of replicas whose step time is exactly known, but for noise. */
final class Stretches {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final TrafficShape CHAT = new TrafficShape(650, 190, TrafficShape.Arrivals.STEADY);
    static final TrafficShape CODE = new TrafficShape(2000, 40, TrafficShape.Arrivals.STEADY);

    /** The coefficients of an H100 with an 8B model. */
    static final Performance.StepTime H100 = new Performance.StepTime(8.04, 0.0120, 5.36e-5, 0.0247, 3.37, 1.90e-4);

    private static final double NOISE = 0.03;
    private static final int SECONDS = 60;

    /** What the median prompt's first token is of the mean prompt's. */
    private static final double MEDIAN_SHARE = 0.88;

    private final double[] truth;
    private final Rows rows = new Rows(2048);
    private final SplittableRandom chance;
    private int second;

    Stretches(Performance.StepTime truth, long seed) {
        this(truth, seed, 0);
    }

    private Stretches(Performance.StepTime truth, long seed, int second) {
        this.truth = new double[] {
            truth.base(),
            truth.perSequence(),
            truth.perContextToken(),
            truth.perPrefillToken(),
            truth.mixedExtra(),
            truth.mixedPerContextToken()
        };
        this.chance = new SplittableRandom(seed);
        this.second = second;
    }

    /** The same after its engine has become slower. */
    Stretches slower(double factor) {
        return new Stretches(Stretches.slower(times(), factor), chance.nextLong(), second);
    }

    static Performance.StepTime slower(Performance.StepTime as, double factor) {
        return new Performance.StepTime(
                factor * as.base(),
                factor * as.perSequence(),
                factor * as.perContextToken(),
                factor * as.perPrefillToken(),
                factor * as.mixedExtra(),
                factor * as.mixedPerContextToken());
    }

    /** The next stretch: a minute with so many in flight. */
    ReplicaLoad next(String replica, TrafficShape shape, double inFlight) {
        Sight exact = rows.predicted(truth, shape, inFlight);
        double itl = exact.tokenMillis() * noise();
        double ttft = exact.firstTokenMillis().orElseThrow() * MEDIAN_SHARE * noise();
        long completed = Math.round(exact.perMilli() * SECONDS * 1000);
        Instant from = START.plusSeconds(second);
        second += SECONDS;
        return new ReplicaLoad(
                replica,
                new Interval(from, START.plusSeconds(second)),
                new ReplicaLoad.Requests(completed, shape.inputTokens(), shape.tokensToCompute(), shape.outputTokens()),
                new ReplicaLoad.Latency(OptionalDouble.of(ttft / 1000), OptionalDouble.of(itl / 1000)),
                new ReplicaLoad.Occupancy(
                        OptionalDouble.of(inFlight), OptionalDouble.of(0), OptionalDouble.of(usage(shape, inFlight))));
    }

    /** The true time between tokens. */
    double tokenMillis(TrafficShape shape, double inFlight) {
        return rows.predicted(truth, shape, inFlight).tokenMillis();
    }

    /** A number in flight between two bounds. */
    double between(double low, double high) {
        return low + (high - low) * chance.nextDouble();
    }

    private Performance.StepTime times() {
        return new Performance.StepTime(truth[0], truth[1], truth[2], truth[3], truth[4], truth[5]);
    }

    private double noise() {
        return Math.exp(NOISE * (chance.nextDouble() + chance.nextDouble() + chance.nextDouble() - 1.5) * 2);
    }

    private static double usage(TrafficShape shape, double inFlight) {
        return Math.min(1, inFlight * (shape.inputTokens() + shape.outputTokens() / 2) / 200_000);
    }
}
