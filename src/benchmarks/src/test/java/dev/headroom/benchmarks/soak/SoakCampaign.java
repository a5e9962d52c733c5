// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.FleetDay;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A day of 200 workloads on virtual time: what the process holds is read at each hour, after a collection, and must stay as it is. The
 * readings lie in {@code target/soak}. Minutes, so only in the profile {@code long}; {@code headroom.soak.hours} shortens it.
 */
class SoakCampaign {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final BenchFleet FLEET = new BenchFleet(200, 2);
    private static final FleetDay.Shape SHAPE = new FleetDay.Shape(100, 0.7, Duration.ofHours(3));
    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final long SEED = 20_261_201;

    /** A collection may leave what the one before it made unreachable. */
    private static final int COLLECTIONS = 3;

    private final FleetDay traffic = new FleetDay(FLEET, SHAPE, START, SEED);
    private final VirtualService service = new VirtualService(FLEET, traffic, ROUND, START);
    private final List<SoakReading> readings = new ArrayList<>();

    @Test
    void memoryThreadsAndDescriptorsStayAsTheyAreOverADay() throws IOException {
        int hours = Integer.getInteger("headroom.soak.hours", 24);
        for (int hour = 1; hour <= hours; hour++) {
            service.advanceTo(START.plus(Duration.ofHours(hour)));
            readings.add(read(hour));
            SoakFiles.write(Path.of("target", "soak"), "virtual-day", readings);
            System.out.println(readings.get(hour - 1).row());
        }

        assertThat(service.tally().absorbed()).as("requests in windows").isEqualTo(traffic.requests());
        assertThat(service.tally().defects()).isZero();
        assertThat(new SoakTrend(readings).growths()).isEmpty();
    }

    private SoakReading read(int hour) {
        for (int time = 0; time < COLLECTIONS; time++) {
            System.gc();
        }
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new SoakReading(
                hour,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                system.getOpenFileDescriptorCount(),
                traffic.requests(),
                service.rounds());
    }
}
