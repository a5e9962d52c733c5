// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Spans and scrapes of one workload as they would have come, invented half second by half second from a seed. Rates, lengths and
 * with them latencies swing slowly, so that no decision is made of the very figures of the one before.
 */
final class Telemetry {
    /** As often as a round comes. */
    static final Duration STEP = Duration.ofMillis(500);

    private static final int SCRAPE_STEPS = 10;
    private static final double MEAN_INPUT_TOKENS = 1_000;
    private static final double MEAN_OUTPUT_TOKENS = 200;
    private static final double SPREAD = 0.7;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KV_TOKENS = 400_000;

    /** How an engine slows: milliseconds for a token, alone and for each request beside it. */
    private static final double BASE_MILLIS = 8.5;

    private static final double MILLIS_PER_REQUEST = 0.15;

    /** Of the swings of rate and lengths, over their means. */
    private static final double SWING = 0.2;

    private static final double RATE_PERIOD_SECONDS = 600;
    private static final double LENGTH_PERIOD_SECONDS = 2_300;

    private final WorkloadWindows windows;
    private final WorkloadKey workload;
    private final Origin[] replicas;
    private final double requestsPerSecond;
    private final SplittableRandom chance;
    private final long[] finished;
    private final double phase;
    private Instant filled;
    private double due;
    private long steps;

    Telemetry(WorkloadWindows windows, ScaleTarget target, int replicas, double requestsPerSecond, Instant from) {
        this.windows = windows;
        this.workload = new WorkloadKey(target.namespace(), target.name());
        this.replicas = new Origin[replicas];
        this.finished = new long[replicas];
        this.requestsPerSecond = requestsPerSecond;
        this.filled = from;
        this.chance = new SplittableRandom(target.name().hashCode());
        this.phase = 2 * Math.PI * chance.nextDouble();
        this.due = chance.nextDouble();
        for (int replica = 0; replica < replicas; replica++) {
            this.replicas[replica] = new Origin(
                    Optional.of(target.namespace()),
                    Optional.of(target),
                    Optional.of(target.name()),
                    PodReference.ofUid(podOf(target, replica)));
        }
    }

    /** Name of a replica. */
    static String podOf(ScaleTarget target, int replica) {
        return target.name() + "-" + replica;
    }

    /** Absorbs all that ended, and all scrapes, up to an instant. */
    void fillTo(Instant to) {
        for (; filled.isBefore(to); filled = filled.plus(STEP)) {
            double rate = requestsPerSecond * swing(RATE_PERIOD_SECONDS);
            due += rate * (double) STEP.toMillis() / 1_000;
            for (; due >= 1; due--) {
                end(filled.plusNanos((long) (chance.nextDouble() * (double) STEP.toNanos())));
            }
            if (steps++ % SCRAPE_STEPS == 0) {
                scrape(filled);
            }
        }
    }

    private double swing(double periodSeconds) {
        double seconds = (double) filled.toEpochMilli() / 1_000;
        return 1 + SWING * Math.sin(phase + 2 * Math.PI * seconds / periodSeconds);
    }

    private double inFlight() {
        double alone = MEAN_OUTPUT_TOKENS * swing(LENGTH_PERIOD_SECONDS) * BASE_MILLIS / 1_000;
        return alone * requestsPerSecond * swing(RATE_PERIOD_SECONDS) / replicas.length;
    }

    private double secondsPerToken() {
        double noise = Math.exp(0.1 * chance.nextGaussian());
        return (BASE_MILLIS + MILLIS_PER_REQUEST * inFlight()) * noise / 1_000;
    }

    private void end(Instant at) {
        int replica = chance.nextInt(replicas.length);
        finished[replica]++;
        int input = tokens(MEAN_INPUT_TOKENS);
        int output = tokens(MEAN_OUTPUT_TOKENS * swing(LENGTH_PERIOD_SECONDS));
        Duration first = seconds(0.1 * Math.exp(SPREAD * chance.nextGaussian()));
        Duration whole = first.plus(seconds(secondsPerToken() * output));
        windows.absorb(
                workload,
                replicas[replica].pod().replica(),
                new RequestObservation(
                        new EventId(chance.nextLong(), chance.nextLong()).inPhase(Phase.COMPLETED),
                        replicas[replica],
                        Phase.COMPLETED,
                        at.minus(whole),
                        at,
                        new TokenCounts(OptionalInt.of(input), OptionalInt.empty(), OptionalInt.of(output)),
                        new RequestTimings(Optional.of(first), Optional.of(whole), Optional.empty()),
                        0,
                        Observer.SERVER));
    }

    private void scrape(Instant at) {
        double mean = inFlight();
        for (int replica = 0; replica < replicas.length; replica++) {
            long running = Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.nextGaussian()));
            double usage = (double) running * (MEAN_INPUT_TOKENS + MEAN_OUTPUT_TOKENS) / KV_TOKENS;
            ServerGauges gauges =
                    new ServerGauges(OptionalLong.of(running), OptionalLong.of(0), OptionalDouble.of(usage));
            ServerCounters counters = new ServerCounters(
                    OptionalLong.of(finished[replica]),
                    OptionalLong.of(finished[replica]),
                    OptionalLong.of((long) (finished[replica] * MEAN_INPUT_TOKENS)),
                    OptionalLong.of(0));
            Origin origin = replicas[replica];
            windows.absorb(
                    workload,
                    origin.pod().replica().orElseThrow(),
                    new ServerReading(origin, "0", at, gauges, counters),
                    at);
        }
    }

    /** Log-normal with this mean. */
    private int tokens(double mean) {
        return 2 + (int) (mean * Math.exp(SPREAD * chance.nextGaussian() - SPREAD * SPREAD / 2));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
    }
}
