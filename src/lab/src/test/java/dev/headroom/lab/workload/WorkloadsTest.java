// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RequestList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {
    static Stream<Workload> all() {
        return Workloads.builtIn().stream();
    }

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(Workloads.builtIn())
                .extracting(Workload::id)
                .doesNotHaveDuplicates()
                .contains("W1", "W1p-20", "W2", "W3");
        assertThat(Workloads.builtIn(EpisodeLength.FULL))
                .extracting(Workload::id)
                .doesNotHaveDuplicates()
                .contains("W8-day");
    }

    @ParameterizedTest
    @MethodSource("all")
    void giveTheSameForTheSameSeedAndOthersForTraining(Workload workload) {
        RequestList run = workload.arrivals(1);

        assertThat(run).isEqualTo(workload.arrivals(1)).isNotEqualTo(workload.arrivals(2));
        assertThat(workload.training(1)).isNotEmpty().isNotEqualTo(run).isEqualTo(workload.training(1));
        assertThat(run.spanSeconds()).isEqualTo(workload.seconds());
        assertThat(run).allMatch(arrival -> arrival.atSeconds() < workload.seconds());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areScaledToThePeakAsked(Workload workload) {
        Workload scaled = workload.scaledToPeak(40);

        assertThat(scaled.peakPerSecond()).isCloseTo(40, within(1e-9));
        // 12,000 in five minutes: chance alone lifts the highest of some stretches by a few percent, bursts by more.
        double mostAbove = workload.id().equals("W8-burst") ? 1.2 : 1.06;
        assertThat(scaled.arrivals(3).peakPerSecond(300)).isBetween(0.98 * 40, mostAbove * 40);
        assertThat(scaled.scaledToPeak(40).scale()).isCloseTo(scaled.scale(), within(1e-9));
    }

    @Test
    void theScoredRampIsLlmDs() {
        Workload ramp = named("W1");

        RequestList requests = ramp.arrivals(1);

        assertThat(ramp.seconds()).isEqualTo(2430);
        assertThat(ramp.drainSeconds()).isEqualTo(300);
        // 330 s of 2, 360 s each of 4, 6, 8, 10 and 4, 300 s of 1: 12,480 as they published, whose deviation is 112.
        assertThat((double) requests.size()).isCloseTo(12_480, within(450.0));
        assertThat(requests).allMatch(arrival -> arrival.inputTokens() == 4000 && arrival.outputTokens() == 1000);
        assertThat(requests.window(1410, 1770).meanPerSecond()).isCloseTo(10, within(0.7));
        assertThat(requests.window(2130, 2430).meanPerSecond()).isCloseTo(1, within(0.3));
    }

    @Test
    void reorderedRampsHaveTheSameStagesInOtherOrders() {
        List<Workload> reordered =
                all().filter(workload -> workload.id().startsWith("W1p-")).toList();

        assertThat(reordered)
                .hasSize(20)
                .allMatch(workload -> workload.seconds() == 2430 && workload.drainSeconds() == 300);
        assertThat(reordered)
                .allSatisfy(workload ->
                        assertThat((double) workload.arrivals(1).size()).isCloseTo(12_480, within(600.0)));
        assertThat(reordered.stream().map(WorkloadsTest::stagesSeen).distinct()).hasSizeGreaterThan(15);
    }

    @Test
    void burstyRunsStagesAreWvas() {
        RequestList requests = named("W2").arrivals(1);

        assertThat(IntStream.range(0, 6)
                        .mapToObj(stage ->
                                requests.window(150 * stage, 150 * (stage + 1)).meanPerSecond())
                        .map(Math::round))
                .containsExactly(15L, 2L, 10L, 15L, 5L, 2L);
        assertThat(requests.meanOutputTokens()).isCloseTo(1000, within(25.0));
    }

    @Test
    void trainingForADriftDoesNotKnowTheDrift() {
        Workload drift = named("W9-drift");

        RequestList run = drift.arrivals(1);
        double before = run.window(0, drift.seconds() / 2).meanOutputTokens();
        double after = run.window(drift.seconds() / 2, drift.seconds()).meanOutputTokens();

        assertThat(after / before).isCloseTo(2, within(0.05));
        assertThat(drift.training(1).meanOutputTokens()).isCloseTo(before, within(0.02 * before));
    }

    @Test
    void trainingForAStepKnowsItsSizeButNotItsMoment() {
        Workload step = named("W8-step");

        assertThat(step.training(1).peakPerSecond(300)).isCloseTo(100, within(5.0));
        assertThat(firstAbove(step.arrivals(1), 60)).isNotEqualTo(firstAbove(step.training(1), 60));
    }

    @Test
    void onOffHasSilence() {
        assertThat(quietMinutes(named("W8-onoff").arrivals(1))).isBetween(12L, 25L);
    }

    @Test
    void fullEpisodesAreLonger() {
        assertThat(Workloads.builtIn(EpisodeLength.FULL).stream()
                        .filter(workload -> workload.id().equals("W8-sine"))
                        .findFirst()
                        .orElseThrow()
                        .seconds())
                .isEqualTo(3 * named("W8-sine").seconds());
    }

    @Test
    void clippingHoldsForRunAndTraining() {
        Workload clipped = named("W10-mix").clipped(3000, 100);

        assertThat(clipped.arrivals(1)).allMatch(WorkloadsTest::isShort);
        assertThat(clipped.training(1)).allMatch(WorkloadsTest::isShort);
        assertThat(clipped.arrivals(1)).hasSameSizeAs(named("W10-mix").arrivals(1));
    }

    @Test
    void scalesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> named("W2").scaledToPeak(0))
                .hasMessage("workload W2 must be scaled to a peak above 0 requests/s, was 0.0");
    }

    private static boolean isShort(Arrival arrival) {
        return arrival.inputTokens() <= 3000 && arrival.outputTokens() <= 100;
    }

    private static Workload named(String id) {
        return all().filter(workload -> workload.id().equals(id)).findFirst().orElseThrow();
    }

    /** Rates of quarters of an hour's thirds, rounded: enough to tell orders apart. */
    private static List<Long> stagesSeen(Workload workload) {
        RequestList requests = workload.arrivals(1);
        return IntStream.range(0, 8)
                .mapToObj(index -> Math.round(
                        requests.window(300 * index, 300 * (index + 1)).meanPerSecond()))
                .toList();
    }

    private static int firstAbove(RequestList requests, double perSecond) {
        int second = 0;
        while (requests.window(second, second + 10).meanPerSecond() < perSecond) {
            second++;
        }
        return second;
    }

    private static long quietMinutes(RequestList requests) {
        return IntStream.range(0, (int) (requests.spanSeconds() / 60))
                .filter(minute ->
                        requests.window(60 * minute, 60 * (minute + 1)).isEmpty())
                .count();
    }
}
