// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Estimates a profile on other hardware of the same maker. Prefill goes by peak FLOPS, decoding by memory bandwidth: in proportion where the
 * other device is slower, and by the square root where it is faster, because a part of each step does not shrink with them. Devices of a
 * replica count by their number to the power 0.4.
 *
 * <p>Exponents and error bars come from aiconfigurator's silicon_sample.csv (commit 095f58a5): pairs of rows of H100, H200, B200 and B300
 * that share model, engine, precision, tokens and concurrency, up to 8 devices, without data parallel attention. At the stated exponents the
 * median of true over estimated time is 0.98 on faster devices (886 pairs), 0.81 on slower ones (612 pairs), and 1.00 with other numbers of
 * devices (4,124 pairs).
 */
public final class ProfileScaling {
    private static final double FASTER_DEVICE = 0.5;
    private static final double MORE_DEVICES = 0.4;

    /** 10th and 90th percentile of true over estimated time, where only the number of devices differs. */
    private static final TimeRange DECODE_OTHER_COUNT = new TimeRange(0.78, 1.29);

    private static final TimeRange PREFILL_OTHER_COUNT = new TimeRange(0.63, 1.58);
    /** Where the device differs: the wider of those of slower and of faster ones. */
    private static final TimeRange DECODE_OTHER_DEVICE = new TimeRange(0.60, 1.26);

    private static final TimeRange PREFILL_OTHER_DEVICE = new TimeRange(0.39, 1.69);

    private ProfileScaling() {}

    /**
     * A measured profile on other devices.
     *
     * @param from where it was measured, with peak figures
     * @param to another device, with peak figures
     * @param devices of a replica there
     */
    static BelievedProfile of(ServingProfile measured, Accelerator from, HardwareOffer to, int devices) {
        double bandwidth = ratio(to.accelerator().bandwidthGbPerSecond(), from.bandwidthGbPerSecond());
        double flops = ratio(to.accelerator().bf16Tflops(), from.bf16Tflops());
        double more = Math.pow((double) devices / measured.gpus(), MORE_DEVICES);
        double decode = speed(bandwidth) * more;
        double prefill = speed(flops) * more;
        boolean sameDevice = bandwidth == 1 && flops == 1;
        ServingProfile scaled = slowed(measured, 1 / prefill, 1 / decode);
        ServingProfile.EngineLimits engine = measured.engine();
        ServingProfile there = new ServingProfile(
                measured.name(),
                to.type(),
                devices,
                new ServingProfile.EngineLimits(
                        devices, engine.maxSequences(), OptionalLong.empty(), engine.chunkTokens()),
                scaled.performance());
        String basis = String.format(
                Locale.ROOT,
                "estimated from %s on %d x %s: decode %.2f times, prefill %.2f times as fast",
                measured.name().name(),
                measured.gpus(),
                measured.hardware(),
                decode,
                prefill);
        return new BelievedProfile(
                there,
                basis,
                sameDevice ? DECODE_OTHER_COUNT : DECODE_OTHER_DEVICE,
                sameDevice ? PREFILL_OTHER_COUNT : PREFILL_OTHER_DEVICE);
    }

    private static double ratio(OptionalDouble to, OptionalDouble from) {
        return to.orElseThrow() / from.orElseThrow();
    }

    private static double speed(double ratio) {
        return ratio > 1 ? Math.pow(ratio, FASTER_DEVICE) : ratio;
    }

    /** A profile whose prefill and whose decoding take as many times as long. */
    static ServingProfile slowed(ServingProfile profile, double prefill, double decode) {
        Performance performance = profile.performance()
                .<Performance>fold(table -> slowed(table, prefill, decode), times -> slowed(times, prefill, decode));
        return new ServingProfile(profile.name(), profile.hardware(), profile.gpus(), profile.engine(), performance);
    }

    private static Performance.StepTime slowed(Performance.StepTime times, double prefill, double decode) {
        return new Performance.StepTime(
                times.base() * decode,
                times.perSequence() * decode,
                times.perContextToken() * decode,
                times.perPrefillToken() * prefill,
                times.mixedExtra() * decode,
                times.mixedPerContextToken() * decode);
    }

    private static Performance.MeasuredTable slowed(Performance.MeasuredTable table, double prefill, double decode) {
        List<Performance.Point> points = new ArrayList<>();
        double before = 0;
        for (Performance.Point point : table.points()) {
            OptionalDouble whole = whole(point, prefill, decode);
            // A sum of a shrinking and a growing part may fall by a little from one point to the next; a table must
            // not.
            before = Math.max(before, whole.orElse(0));
            points.add(new Performance.Point(
                    point.concurrency(),
                    times(point.ttft(), prefill),
                    times(point.itl(), decode),
                    whole.isPresent() ? OptionalDouble.of(before) : whole));
        }
        return new Performance.MeasuredTable(table.inputTokens(), table.outputTokens(), table.meanColumns(), points);
    }

    /** Without TTFT, the part of the prefill is not known: the slower of the two counts for all. */
    private static OptionalDouble whole(Performance.Point point, double prefill, double decode) {
        if (point.e2e().isEmpty()) {
            return point.e2e();
        }
        double seconds = point.e2e().getAsDouble();
        double first = Math.min(seconds, point.ttft().orElse(0));
        return OptionalDouble.of(
                point.ttft().isPresent()
                        ? first * prefill + (seconds - first) * decode
                        : seconds * Math.max(prefill, decode));
    }

    private static OptionalDouble times(OptionalDouble seconds, double factor) {
        return seconds.isPresent() ? OptionalDouble.of(seconds.getAsDouble() * factor) : seconds;
    }
}
