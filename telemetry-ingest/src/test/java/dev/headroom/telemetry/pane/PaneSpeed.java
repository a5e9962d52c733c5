// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.window.PaneBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prints how large panes of a quarter of a second are, and what it costs to read and merge one, by how many requests of a workload end
 * in it; 20 workloads of 8 replicas. A program, not a test.
 */
final class PaneSpeed {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int WORKLOADS = 20;
    private static final int REPLICAS = 8;
    private static final int FLUSHES = 240;
    private static final int ROUNDS = 6;

    private PaneSpeed() {}

    public static void main(String[] arguments) {
        System.out.println("seed 1; the last of " + ROUNDS + " rounds over a minute");
        for (int requests : new int[] {1, 5, 25, 125, 500}) {
            measure(requests);
        }
    }

    private static void measure(int requests) {
        List<byte[]> records = new ArrayList<>();
        PaneBuilder builder = new PaneBuilder();
        SplittableRandom random = new SplittableRandom(1);
        long number = 0;
        for (int flush = 0; flush < FLUSHES; flush++) {
            Instant end = START.plusMillis(250L * flush);
            for (int workload = 0; workload < WORKLOADS; workload++) {
                for (int i = 0; i < requests; i++) {
                    builder.absorb(
                            new WorkloadKey("llm", "chat-" + workload),
                            Optional.of("pod-" + random.nextInt(REPLICAS)),
                            request(number++, end.plusMillis(random.nextInt(250)), random));
                }
            }
            builder.take()
                    .forEach((workload, pane) ->
                            records.addAll(PaneMessages.bytesOf(() -> new Writer("a", 1, end), workload, pane)));
        }
        long nanos = 0;
        for (int round = 0; round < ROUNDS; round++) {
            nanos = merged(records);
        }
        System.out.printf(
                Locale.ROOT,
                "%3d requests a pane: %,d bytes, %.1f us to read and merge, %.2f us a request%n",
                requests,
                records.stream().mapToLong(record -> record.length).sum() / records.size(),
                nanos / 1e3 / records.size(),
                nanos / 1e3 / records.size() / requests);
    }

    private static long merged(List<byte[]> records) {
        FeedStatus feed = new FeedStatus(START, Optional.of(START), true, Optional.empty());
        WorkloadWindows windows = new WorkloadWindows(() -> feed, ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (byte[] record : records) {
            boolean merged = PaneMessages.read(record)
                    .fold(
                            gained -> {
                                windows.merge(gained.workload(), gained.pane());
                                return true;
                            },
                            reported -> false,
                            unreadable -> false);
            if (!merged) {
                throw new IllegalStateException("must be a pane");
            }
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static RequestObservation request(long number, Instant end, SplittableRandom random) {
        Duration lasts = Duration.ofMillis((long) (2_000 * Math.exp(0.7 * random.nextGaussian())) + 50);
        return RequestFixture.request(number, end.minus(lasts), lasts)
                .withTokens(
                        1 + (int) (500 * Math.exp(random.nextGaussian())),
                        2 + (int) (150 * Math.exp(0.8 * random.nextGaussian())))
                .withTimeToFirstToken(lasts.dividedBy(10))
                .completed();
    }
}
