// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.FleetDay;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The soak is worth something only if all of its traffic gets to the plans. */
class VirtualServiceTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @Test
    void everyRequestReachesAWindowAndEveryRoundPlansEveryWorkload() {
        BenchFleet fleet = new BenchFleet(3, 2);
        FleetDay traffic = new FleetDay(fleet, new FleetDay.Shape(6, 0.5, Duration.ofMinutes(10)), START, 1);
        VirtualService service = new VirtualService(fleet, traffic, Duration.ofSeconds(20), START);

        service.advanceTo(START.plus(Duration.ofMinutes(30)));

        // At midnight half of 6 requests a second come, for half an hour.
        assertThat(traffic.requests()).isBetween(5_000L, 6_000L);
        assertThat(service.tally().absorbed()).isEqualTo(traffic.requests());
        // 6 servers, every 15 s, for 30 minutes.
        assertThat(service.tally().readings()).isEqualTo(6 * 4 * 30);
        assertThat(service.tally().defects()).isZero();
        assertThat(service.plans()).isEqualTo(3 * 3 * 30);
    }
}
