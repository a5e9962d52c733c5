// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.Rejection;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.validate.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first half of the path: decode a record, judge each observation, find whose it is, absorb it into that workload's
 * window; count what happened to each. One thread.
 */
public final class TelemetryPipeline {
    private final Validator validator;
    private final Attribution attribution;
    private final WorkloadWindows windows;
    private final IngestTally tally = new IngestTally();

    public TelemetryPipeline(Validator validator, Attribution attribution, WorkloadWindows windows) {
        this.validator = validator;
        this.attribution = attribution;
        this.windows = windows;
    }

    /**
     * Takes in one record. Nothing that it may hold makes this throw: it is counted and the next record is welcome.
     *
     * @param decoder reads the format of the record's topic
     * @param value the record's value; null for a tombstone
     * @param now the instant of reading
     */
    public void accept(Decoder decoder, byte @Nullable [] value, Instant now) {
        tally.countRecord();
        if (value == null) {
            tally.countSkipped(SkipReason.NO_VALUE, 1);
            return;
        }
        try {
            Decoded decoded = decoder.decode(value);
            decoded.skipped().forEach(tally::countSkipped);
            decoded.observations().forEach(observation -> take(observation, now));
            decoded.readings().forEach(reading -> take(reading, now));
        } catch (RuntimeException defect) {
            // A fault of ours, not of the record; but a record read again and again would stop its whole partition.
            tally.countDefect(defect);
        }
    }

    /** Counts of what happened so far; safe to read from any thread. */
    public IngestTally tally() {
        return tally;
    }

    private void take(RequestObservation observation, Instant now) {
        Verdict verdict = validator.judge(observation, now);
        verdict.fold(this::attribute, rejected -> tally.countRejected(rejected.reason()));
    }

    private boolean attribute(Verdict.Accepted accepted) {
        RequestObservation observation = accepted.observation();
        return attribution
                .attribute(observation.origin(), observation.eventTime())
                .fold(to -> absorb(to, accepted), unattributed -> tally.countUnattributed(unattributed.reason()));
    }

    private boolean absorb(Attributed.To to, Verdict.Accepted accepted) {
        to.workloads().forEach(workload -> windows.absorb(workload, to.replica(), accepted.observation()));
        return tally.countAbsorbed(accepted.clamped());
    }

    private void take(ServerReading reading, Instant now) {
        Optional<Rejection> rejection = validator.judge(reading, now);
        if (rejection.isPresent()) {
            tally.countRejected(rejection.get());
            return;
        }
        attribution
                .attribute(reading.origin(), reading.at())
                .fold(to -> absorb(to, reading), unattributed -> tally.countUnattributed(unattributed.reason()));
    }

    private boolean absorb(Attributed.To to, ServerReading reading) {
        if (to.replica().isEmpty()) {
            // Counters of two servers taken for one would run up and down.
            return tally.countUnattributed(Attributed.Reason.NO_REPLICA);
        }
        String replica = to.replica().get();
        to.workloads().forEach(workload -> windows.absorb(workload, replica, reading));
        return tally.countReading();
    }
}
