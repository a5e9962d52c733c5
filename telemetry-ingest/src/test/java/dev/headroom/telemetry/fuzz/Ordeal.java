// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import com.sun.management.ThreadMXBean;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.Rejection;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every record must go through, whatever it holds: its decoder does not throw, makes no more garbage than its length allows, and
 * what the record holds is counted once, alone and at the end of the whole pipeline.
 */
final class Ordeal {
    /** Of a record however short: an exception and its trace, and buffers. */
    private static final long BYTES_AT_LEAST = 256 * 1024;

    /** An object of some 250 bytes may come of two. */
    private static final long BYTES_PER_BYTE = 192;

    private static final int SHOWN = 512;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TelemetryPipeline pipeline = pipeline();
    private final String seed;
    private long survived;

    /**
     * An ordeal.
     *
     * @param seed how to make the same records again, for the report
     */
    Ordeal(String seed) {
        this.seed = seed;
    }

    void of(Sample sample, byte[] record) {
        try {
            RecordHeaders headers = headersOf(sample);
            Decoded decoded = decodedWithLittleGarbage(sample, record, headers);
            requireCountedOnce(decoded);
            requireAddsUp(sample, record, decoded);
            survived++;
        } catch (RuntimeException | StackOverflowError | AssertionError fault) {
            throw new AssertionError(fault.getMessage() + ": " + sample + ", " + seed + ", " + shown(record), fault);
        }
    }

    long survived() {
        return survived;
    }

    /** Of the second time, if the first was too much: classes are loaded then. */
    private Decoded decodedWithLittleGarbage(Sample sample, byte[] record, RecordHeaders headers) {
        long used = 0;
        for (int time = 0; time < 2; time++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            Decoded decoded = sample.decoder().decode(record, headers);
            used = threads.getCurrentThreadAllocatedBytes() - before;
            if (used <= BYTES_AT_LEAST + BYTES_PER_BYTE * record.length) {
                return decoded;
            }
        }
        throw new AssertionError("made " + used + " bytes of garbage");
    }

    private static RecordHeaders headersOf(Sample sample) {
        return name -> Optional.ofNullable(sample.headers().get(name));
    }

    private static void requireCountedOnce(Decoded decoded) {
        require(decoded.skipped().values().stream().allMatch(count -> count > 0), "counted " + decoded.skipped());
        if (decoded.skipped().containsKey(SkipReason.UNDECODABLE)) {
            require(
                    decoded.equals(new Decoded(List.of(), List.of(), Map.of(SkipReason.UNDECODABLE, 1))),
                    "is " + decoded);
        }
    }

    private void requireAddsUp(Sample sample, byte[] record, Decoded decoded) {
        IngestTally tally = pipeline.tally();
        long told = told(tally);
        long skipped = skipped(tally);
        pipeline.accept(TelemetryTopic.NONE, sample.decoder(), record, headersOf(sample), DecoderSamples.NOW);
        require(tally.defects() == 0, "is a defect of ours: " + tally.lastDefect());
        require(
                told(tally) - told
                        == decoded.observations().size() + decoded.readings().size(),
                "not each observation is absorbed, rejected or unattributed");
        require(
                skipped(tally) - skipped
                        == decoded.skipped().values().stream()
                                .mapToInt(count -> count)
                                .sum(),
                "not each thing skipped is counted");
    }

    private static long told(IngestTally tally) {
        return tally.absorbed()
                + tally.readings()
                + Arrays.stream(Rejection.values()).mapToLong(tally::rejected).sum()
                + Arrays.stream(Attributed.Reason.values())
                        .mapToLong(tally::unattributed)
                        .sum();
    }

    private static long skipped(IngestTally tally) {
        return Arrays.stream(SkipReason.values()).mapToLong(tally::skipped).sum();
    }

    private static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError(otherwise);
        }
    }

    private static String shown(byte[] record) {
        byte[] part = Arrays.copyOf(record, Math.min(record.length, SHOWN));
        return record.length + " bytes " + HexFormat.of().formatHex(part) + (record.length > SHOWN ? "..." : "");
    }

    private static TelemetryPipeline pipeline() {
        WorkloadClaim chat =
                new WorkloadClaim(new WorkloadKey("llm", "chat"), Optional.of(RequestFixture.TARGET), Set.of("llama"));
        return new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS),
                new Attribution(() -> List.of(chat), Pods.NONE),
                new WorkloadWindows(
                        () -> new FeedStatus(Instant.EPOCH, Optional.of(Instant.MAX), true, Optional.empty()),
                        ReplicaWatch.NONE,
                        SnapshotSettings.DEFAULTS));
    }
}
