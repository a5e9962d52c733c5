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

/** Spans and scrapes of one workload as they would have come, invented second by second from a seed. */
final class Telemetry {
    private static final int SCRAPE_SECONDS = 5;
    private static final double MEAN_INPUT_TOKENS = 1_000;
    private static final double MEAN_OUTPUT_TOKENS = 200;
    private static final double SECONDS_PER_TOKEN = 0.012;
    private static final double SPREAD = 0.7;
    private static final double NANOS_PER_SECOND = 1e9;

    private final WorkloadWindows windows;
    private final WorkloadKey workload;
    private final Origin[] replicas;
    private final double requestsPerSecond;
    private final SplittableRandom chance;
    private final long[] finished;

    Telemetry(WorkloadWindows windows, ScaleTarget target, int replicas, double requestsPerSecond, long seed) {
        this.windows = windows;
        this.workload = new WorkloadKey(target.namespace(), target.name());
        this.replicas = new Origin[replicas];
        this.finished = new long[replicas];
        this.requestsPerSecond = requestsPerSecond;
        this.chance = new SplittableRandom(seed);
        for (int replica = 0; replica < replicas; replica++) {
            this.replicas[replica] = new Origin(
                    Optional.of(target.namespace()),
                    Optional.of(target),
                    Optional.of(target.name()),
                    PodReference.ofUid(target.name() + "-" + replica));
        }
    }

    /** Absorbs all that ended, and all scrapes, between two instants. */
    void fill(Instant from, Instant to) {
        double due = chance.nextDouble();
        long second = 0;
        for (Instant now = from; now.isBefore(to); now = now.plusSeconds(1)) {
            due += requestsPerSecond;
            for (; due >= 1; due--) {
                end(now.plusNanos((long) (chance.nextDouble() * NANOS_PER_SECOND)));
            }
            if (second++ % SCRAPE_SECONDS == 0) {
                scrape(now);
            }
        }
    }

    private void end(Instant at) {
        int replica = chance.nextInt(replicas.length);
        finished[replica]++;
        int input = tokens(MEAN_INPUT_TOKENS);
        int output = tokens(MEAN_OUTPUT_TOKENS);
        Duration first = seconds(0.1 * Math.exp(SPREAD * chance.nextGaussian()));
        Duration whole = first.plus(seconds(SECONDS_PER_TOKEN * output));
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
        for (int replica = 0; replica < replicas.length; replica++) {
            ServerGauges gauges = new ServerGauges(
                    OptionalLong.of(4 + chance.nextInt(8)), OptionalLong.of(0), OptionalDouble.of(0.3));
            ServerCounters counters = new ServerCounters(
                    OptionalLong.of(finished[replica]),
                    OptionalLong.of(finished[replica]),
                    OptionalLong.of((long) (finished[replica] * MEAN_INPUT_TOKENS)),
                    OptionalLong.of(0));
            Origin origin = replicas[replica];
            windows.absorb(
                    workload,
                    origin.pod().replica().orElseThrow(),
                    new ServerReading(origin, "0", at, gauges, counters));
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
