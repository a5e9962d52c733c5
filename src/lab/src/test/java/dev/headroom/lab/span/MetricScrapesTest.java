// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the service's own decoder reads from the scrapes of the demo's servers. */
class MetricScrapesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final double SLICE_SECONDS = 0.2;

    private final Fleet fleet = new Fleet(
            new PodTemplate(
                    "demo",
                    "llama",
                    EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(2, 2048, 10_000)),
                    LeadTimeProfile.even(60, 60, 0.2)),
            new SplittableRandom(1),
            (pod, request) -> {});
    private final MetricScrapes scrapes = new MetricScrapes(START, "llama-3");
    private final List<ServerReading> readings = new ArrayList<>();
    private int slice;

    @Test
    void scrapesEachServerEveryFiveSecondsAndNotAllAtOnce() {
        fleet.startWith(4);

        turnTo(30);

        Map<String, List<Instant>> byPod = readings.stream()
                .collect(Collectors.groupingBy(
                        reading -> reading.origin().pod().uid().orElseThrow(),
                        Collectors.mapping(ServerReading::at, Collectors.toList())));
        assertThat(byPod).hasSize(4).allSatisfy((pod, times) -> {
            assertThat(times).hasSize(6);
            for (int next = 1; next < times.size(); next++) {
                assertThat(times.get(next)).isEqualTo(times.get(next - 1).plusSeconds(5));
            }
        });
        assertThat(byPod.values().stream().map(times -> times.get(0)).distinct().count())
                .isGreaterThan(1);
    }

    @Test
    void showsWhatRunsAndWaitsAndWhatWasCounted() {
        fleet.startWith(1);
        for (int request = 0; request < 5; request++) {
            fleet.dispatch(new ServedRequest(new Arrival(0, 1_000, 700)));
        }

        turnTo(120);

        ServerReading busy = readings.get(0);
        assertThat(busy.gauges().running()).hasValue(2);
        assertThat(busy.gauges().waiting()).hasValue(3);
        // Two requests of a thousand tokens and some, in a cache of ten thousand.
        assertThat(busy.gauges().kvUsage().orElseThrow()).isBetween(0.2, 0.34);
        assertThat(busy.limits().kvTokens()).hasValue(10_000);
        ServerReading idle = readings.get(readings.size() - 1);
        assertThat(idle.gauges().running()).hasValue(0);
        assertThat(idle.gauges().waiting()).hasValue(0);
        assertThat(idle.counters().finished()).hasValue(5);
        assertThat(idle.counters().firstTokens()).hasValue(5);
        assertThat(idle.counters().computedPromptTokens()).hasValue(5_000);
        assertThat(idle.counters().cachedPromptTokens()).hasValue(0);
        assertThat(idle.origin().model()).hasValue("llama-3");
        assertThat(idle.origin().target().orElseThrow()).hasToString("demo/Deployment/llama");
    }

    @Test
    void scrapesAServerThatDrainsAndNoneThatLoads() {
        fleet.startWith(1);
        fleet.dispatch(new ServedRequest(new Arrival(0, 100, 3_000)));
        fleet.scaleTo(0);
        fleet.scaleTo(1);

        turnTo(10);

        assertThat(readings)
                .hasSize(2)
                .allSatisfy(reading -> assertThat(reading.gauges().running()).hasValue(1));
    }

    @Test
    void mayHideHowLargeTheCacheIs() {
        fleet.startWith(1);
        fleet.advanceTo(10);
        MetricScrapes silent = new MetricScrapes(START, "llama-3", false, UnaryOperator.identity(), pod -> 0);

        byte[] record = silent.due(10, fleet.answering()).orElseThrow();

        assertThat(new ServerMetricsDecoder().decode(record).readings())
                .singleElement()
                .satisfies(reading -> assertThat(reading.limits()).isEqualTo(ServerLimits.UNKNOWN));
    }

    private void turnTo(double seconds) {
        while (slice * SLICE_SECONDS < seconds) {
            slice++;
            double now = slice * SLICE_SECONDS;
            fleet.advanceTo(now);
            scrapes.due(now, fleet.answering()).ifPresent(this::read);
        }
    }

    private void read(byte[] record) {
        Decoded decoded = new ServerMetricsDecoder().decode(record);
        assertThat(decoded.skipped()).isEmpty();
        assertThat(decoded.readings())
                .allSatisfy(reading -> assertThat(
                                Duration.between(START, reading.at()).toMillis())
                        .isEqualTo(Math.round(slice * SLICE_SECONDS * 1000)));
        readings.addAll(decoded.readings());
    }
}
