// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What workloads retain on the heap, object by object: every window full, 16 replicas each that are scraped every 5 s. */
class MemoryOfWindowsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int REPLICAS = 16;
    private static final int MINUTES = 20;
    private static final int REQUESTS = 3_000;

    /** The bar of the design. */
    private static final long MOST_PER_WORKLOAD = 640 * 1024;

    static {
        // Records keep their fields' places to themselves; JOL must find them by looking.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    @Test
    void staysBelowItsBarAndGrowsInProportionToTheWorkloads() {
        long one = bytesOf(1);
        long ten = bytesOf(10);
        long hundred = bytesOf(100);

        System.out.printf("retained: 1 workload %,d bytes, 10 %,d, 100 %,d%n", one, ten, hundred);
        assertThat(one).isLessThan(MOST_PER_WORKLOAD);
        assertThat((double) ten).isBetween(9.5 * one, 10.5 * one);
        assertThat((double) hundred).isBetween(95.0 * one, 105.0 * one);
    }

    @Test
    void isFlatOnceItsWindowsAreFull() {
        WorkloadWindows windows = windows();
        long afterOneWindow = 0;
        for (int turn = 0; turn < 4; turn++) {
            fill(windows, new WorkloadKey("llm", "chat"), START.plus(Duration.ofMinutes((long) turn * MINUTES)), 7);
            long bytes = GraphLayout.parseInstance(windows).totalSize();
            afterOneWindow = turn == 0 ? bytes : afterOneWindow;
            assertThat((double) bytes).isBetween(0.9 * afterOneWindow, 1.1 * afterOneWindow);
        }
    }

    @Test
    void isFlatThoughPodsComeAndGo() {
        WorkloadWindows windows = windows();
        WorkloadKey workload = new WorkloadKey("llm", "chat");
        long most = 0;
        for (int generation = 0; generation < 16; generation++) {
            Instant from = START.plus(Duration.ofMinutes((long) generation * MINUTES));
            for (int second = 0; second < 60 * MINUTES; second += 5) {
                for (int replica = 0; replica < REPLICAS; replica++) {
                    Instant at = from.plusSeconds(second);
                    windows.absorb(workload, "pod-" + generation + "-" + replica, scrape(at, second), at);
                }
            }
            most = Math.max(most, GraphLayout.parseInstance(windows).totalSize());
        }

        assertThat(most).isLessThan(MOST_PER_WORKLOAD / 2);
    }

    private static long bytesOf(int workloads) {
        WorkloadWindows windows = windows();
        for (int i = 0; i < workloads; i++) {
            fill(windows, new WorkloadKey("llm", "chat-" + i), START, i);
        }
        return GraphLayout.parseInstance(windows).totalSize();
    }

    private static WorkloadWindows windows() {
        FeedStatus feed = new FeedStatus(START, Optional.of(START), true, Optional.empty());
        return new WorkloadWindows(new FixedFeed(feed), ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
    }

    private record FixedFeed(FeedStatus status) implements FeedWatch {}

    private static void fill(WorkloadWindows windows, WorkloadKey workload, Instant from, long seed) {
        Random random = new Random(seed);
        long millis = Duration.ofMinutes(MINUTES).toMillis();
        for (int i = 0; i < REQUESTS; i++) {
            Duration endToEnd = Duration.ofNanos((long) (2e9 * Math.exp(0.8 * random.nextGaussian())));
            Instant arrival = from.plusMillis(millis * i / REQUESTS);
            String replica = "pod-" + random.nextInt(REPLICAS);
            windows.absorb(
                    workload,
                    Optional.of(replica),
                    request(i, arrival, endToEnd)
                            .withTimeToFirstToken(endToEnd.dividedBy(10))
                            .withTokens((int) (1 + 700 * Math.exp(0.8 * random.nextGaussian())), (int)
                                    (2 + 200 * Math.exp(0.8 * random.nextGaussian())))
                            .completed());
        }
        for (int second = 0; second < 60 * MINUTES; second += 5) {
            for (int replica = 0; replica < REPLICAS; replica++) {
                windows.absorb(
                        workload, "pod-" + replica, scrape(from.plusSeconds(second), second), from.plusSeconds(second));
            }
        }
    }

    private static ServerReading scrape(Instant at, long count) {
        return new ServerReading(
                Origin.UNKNOWN,
                "0",
                at,
                new ServerGauges(OptionalLong.of(3), OptionalLong.of(1), OptionalDouble.of(0.4)),
                new ServerCounters(
                        OptionalLong.of(count),
                        OptionalLong.of(count),
                        OptionalLong.of(count * 100),
                        OptionalLong.of(count * 30)));
    }
}
