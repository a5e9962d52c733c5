// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A workload whose servers show what a test says; times are seconds since its start. */
final class ScrapedWorkload {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final double MILLIS = 1000;

    private Optional<ReplicaWatch.Wanted> wanted = Optional.empty();
    private Instant now = START;
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(now), true, Optional.empty()),
            (workload, at) -> wanted,
            SnapshotSettings.DEFAULTS);

    /** What an engine has in its hands, and what it has counted; nothing else is shown. */
    record Shown(long running, long waiting, OptionalLong finished, OptionalLong firstTokens) {
        static Shown finished(long running, long waiting, long finished) {
            return new Shown(running, waiting, OptionalLong.of(finished), OptionalLong.empty());
        }

        static Shown onlyGauges(long running, long waiting) {
            return new Shown(running, waiting, OptionalLong.empty(), OptionalLong.empty());
        }

        Shown firstTokens(long begun) {
            return new Shown(running, waiting, finished, OptionalLong.of(begun));
        }
    }

    /** So many replicas are wanted; their pods cannot be seen. */
    void wants(int replicas) {
        wanted = Optional.of(new ReplicaWatch.Wanted(replicas, Optional.empty()));
    }

    /** So many replicas are wanted, and their pods are seen to be ready. */
    void showsReady(int replicas) {
        wanted = Optional.of(new ReplicaWatch.Wanted(replicas, Optional.empty(), OptionalInt.of(replicas)));
    }

    void scrape(String replica, double second, Shown shown) {
        scrape(replica, "0", second, shown);
    }

    void scrape(String replica, String engine, double second, Shown shown) {
        windows.absorb(CHAT, replica, reading(engine, second, shown), at(second));
    }

    /** What was shown at {@code second} by the clock of who scraped is read at {@code readSecond} by ours. */
    void scrapeReadAt(String replica, double second, double readSecond, Shown shown) {
        windows.absorb(CHAT, replica, reading("0", second, shown), at(readSecond));
    }

    /** The same, from telemetry that gives the pod's name. */
    void scrapeOfPodReadAt(String replica, String pod, double second, double readSecond, Shown shown) {
        PodReference reference =
                new PodReference(Optional.of(replica), Optional.of(pod), Optional.empty(), Optional.empty());
        Origin origin = new Origin(Optional.of("llm"), List.of(), List.of(), reference);
        windows.absorb(CHAT, replica, reading(origin, "0", second, shown), at(readSecond));
    }

    void completed(long number, String replica, Instant arrival, Duration lasting) {
        windows.absorb(
                CHAT, Optional.of(replica), request(number, arrival, lasting).completed());
    }

    void admittedAndCompleted(long number, String replica, Instant arrival, Duration lasting) {
        windows.absorb(
                CHAT, Optional.of(replica), request(number, arrival, lasting).admitted());
        completed(number, replica, arrival, lasting);
    }

    WorkloadSnapshot readAt(double second) {
        now = at(second);
        return windows.readAt(CHAT, now);
    }

    ArrivalRate rateAt(double second) {
        return readAt(second).arrivals().orElseThrow();
    }

    String causeAt(double second) {
        return readAt(second).state().cause();
    }

    static Instant at(double second) {
        return START.plusMillis(Math.round(MILLIS * second));
    }

    private static ServerReading reading(String engine, double second, Shown shown) {
        return reading(Origin.UNKNOWN, engine, second, shown);
    }

    private static ServerReading reading(Origin origin, String engine, double second, Shown shown) {
        return new ServerReading(
                origin,
                engine,
                at(second),
                new ServerGauges(
                        OptionalLong.of(shown.running()), OptionalLong.of(shown.waiting()), OptionalDouble.empty()),
                new ServerCounters(shown.finished(), shown.firstTokens(), OptionalLong.empty(), OptionalLong.empty()));
    }
}
