// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.Performance.Point;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.DocumentName;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProfileScalingTest {
    private static final Performance.StepTime TIMES = new Performance.StepTime(8, 0.01, 5e-5, 0.02, 3, 2e-4);
    private static final Catalogue SHIPPED = CatalogueReader.shipped();

    private static ServingProfile profile(String hardware, int gpus, Performance performance) {
        return new ServingProfile(
                new DocumentName("file", "p.yaml"),
                hardware,
                gpus,
                new ServingProfile.EngineLimits(gpus, 128, OptionalLong.of(400_000), 2_048),
                performance);
    }

    private static HardwareOffer offer(String type) {
        return SHIPPED.named(type).orElseThrow();
    }

    private static KnownProfiles known(ServingProfile... profiles) {
        return KnownProfiles.of(List.of(profiles), SHIPPED);
    }

    private static Performance.StepTime timesOf(BelievedProfile believed) {
        return believed.profile().performance().fold(table -> TIMES, times -> times);
    }

    @Test
    void aProfileOfTheSameHardwareIsMeasured() {
        KnownProfiles profiles = known(profile("H100", 1, TIMES));

        BelievedProfile believed = profiles.measuredOn(offer("p5.4xlarge"), 1).orElseThrow();
        assertThat(believed.isMeasured()).isTrue();
        assertThat(timesOf(believed)).isEqualTo(TIMES);
        assertThat(profiles.measuredOn(offer("p5.48xlarge"), 1)).isPresent();
        assertThat(profiles.measuredOn(offer("p5.48xlarge"), 2)).isEmpty();
        assertThat(profiles.measuredOn(offer("p4d.24xlarge"), 1)).isEmpty();
    }

    @Test
    void aSlowerDeviceTakesLongerInProportion() {
        BelievedProfile believed = known(profile("H100", 1, TIMES))
                .estimatedOn(offer("g6.xlarge"), 1)
                .orElseThrow();

        // Bandwidth 3,350 over 300, FLOPS 989 over 121.
        assertThat(timesOf(believed).base()).isCloseTo(8 * 3_350 / 300.0, within(1e-9));
        assertThat(timesOf(believed).perPrefillToken()).isCloseTo(0.02 * 989 / 121.0, within(1e-9));
        assertThat(believed.isMeasured()).isFalse();
        assertThat(believed.basis())
                .isEqualTo("estimated from p.yaml on 1 x H100: decode 0.09 times, prefill 0.12 times as fast");
    }

    @Test
    void aFasterDeviceGainsTheSquareRoot() {
        BelievedProfile believed = known(profile("H100", 1, TIMES))
                .estimatedOn(offer("p6-b200.48xlarge"), 1)
                .orElseThrow();

        assertThat(timesOf(believed).base()).isCloseTo(8 / Math.sqrt(8_000 / 3_350.0), within(1e-9));
        assertThat(timesOf(believed).perPrefillToken()).isCloseTo(0.02 / Math.sqrt(2_250 / 989.0), within(1e-9));
    }

    @Test
    void moreDevicesGainLessThanTheirNumber() {
        BelievedProfile believed = known(profile("H100", 1, TIMES))
                .estimatedOn(offer("p5.48xlarge"), 4)
                .orElseThrow();

        assertThat(timesOf(believed).base()).isCloseTo(8 / Math.pow(4, 0.4), within(1e-9));
        assertThat(believed.profile().gpus()).isEqualTo(4);
        assertThat(believed.profile().hardware()).isEqualTo("p5.48xlarge");
        // The same device: the narrower error bar.
        assertThat(believed.decode()).isEqualTo(new TimeRange(0.78, 1.29));
    }

    @Test
    void theErrorBarsEndsAreFasterAndSlower() {
        BelievedProfile believed = known(profile("H100", 1, TIMES))
                .estimatedOn(offer("g6.xlarge"), 1)
                .orElseThrow();

        double base = timesOf(believed).base();
        assertThat(believed.fastest().performance().<Double>fold(table -> 0.0, times -> times.base()))
                .isCloseTo(base * 0.60, within(1e-9));
        assertThat(believed.slowest().performance().<Double>fold(table -> 0.0, times -> times.base()))
                .isCloseTo(base * 1.26, within(1e-9));
    }

    @Test
    void theNearestHardwareIsTheOrigin() {
        KnownProfiles profiles = known(profile("H100", 1, TIMES), profile("L4", 1, TIMES));

        assertThat(profiles.estimatedOn(offer("g5.xlarge"), 1).orElseThrow().basis())
                .contains("on 1 x L4");
        assertThat(profiles.estimatedOn(offer("p5en.48xlarge"), 1).orElseThrow().basis())
                .contains("on 1 x H100");
    }

    @Test
    void anotherMakersAndAnUnknownDeviceIsNotEstimated() {
        KnownProfiles profiles = known(profile("H100", 1, TIMES));

        assertThat(profiles.estimatedOn(offer("inf2.48xlarge"), 1)).isEmpty();
        // The catalogue has no peak figures of it.
        assertThat(profiles.estimatedOn(offer("g7.2xlarge"), 1)).isEmpty();
        assertThat(known(profile("MI300X", 1, TIMES)).estimatedOn(offer("p5.48xlarge"), 1))
                .isEmpty();
    }

    @Test
    void aTableWithoutTtftGoesByTheSlowerOfTheTwo() {
        ServingProfile table = profile(
                "H100",
                1,
                new Performance.MeasuredTable(5_000, 500, false, List.of(point(1, 2.5), point(64, 5), point(128, 10))));

        ServingProfile slower = ProfileScaling.slowed(table, 3, 2);

        assertThat(slower.performance().fold(Performance.MeasuredTable::points, times -> List.<Point>of()))
                .containsExactly(point(1, 7.5), point(64, 15), point(128, 30));
    }

    @Test
    void aTableWithTtftGoesByItsParts() {
        Point measured = new Point(1, OptionalDouble.of(0.5), OptionalDouble.of(0.004), OptionalDouble.of(2.5));
        ServingProfile table = profile("H100", 1, new Performance.MeasuredTable(5_000, 500, false, List.of(measured)));

        ServingProfile slower = ProfileScaling.slowed(table, 3, 2);

        // 0.5 s x 3 + 2 s x 2.
        assertThat(slower.performance().fold(Performance.MeasuredTable::points, times -> List.<Point>of()))
                .containsExactly(
                        new Point(1, OptionalDouble.of(1.5), OptionalDouble.of(0.008), OptionalDouble.of(5.5)));
    }

    private static Point point(double concurrency, double seconds) {
        return new Point(concurrency, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(seconds));
    }
}
