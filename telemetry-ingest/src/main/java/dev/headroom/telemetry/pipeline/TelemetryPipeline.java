// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.validate.Rejection;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.validate.Verdict;
import dev.headroom.telemetry.window.Intake;
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
    private final Intake intake;
    private final Quarantine quarantine;
    private final IngestTally tally = new IngestTally();
    /** Of the record in hand. */
    private Losses losses = Losses.NONE;

    /** Joins the steps; what belongs to nobody is only counted. */
    public TelemetryPipeline(Validator validator, Attribution attribution, Intake intake) {
        this(validator, attribution, intake, new Quarantine(stranger -> {}));
    }

    /**
     * Joins the steps.
     *
     * @param intake takes in what was accepted
     * @param quarantine keeps in sight what belongs to nobody
     */
    public TelemetryPipeline(Validator validator, Attribution attribution, Intake intake, Quarantine quarantine) {
        this.validator = validator;
        this.attribution = attribution;
        this.intake = intake;
        this.quarantine = quarantine;
    }

    /** Takes in one record that came from no topic, as {@link #accept(TelemetryTopic, Decoder, byte[], Instant)} does. */
    public void accept(Decoder decoder, byte @Nullable [] value, Instant now) {
        accept(TelemetryTopic.NONE, decoder, value, now);
    }

    /**
     * Takes in one record. Nothing that it may hold makes this throw: it is counted and the next record is welcome.
     *
     * @param topic where it came from
     * @param decoder reads the format of the topic
     * @param value the record's value; null for a tombstone
     * @param now the instant of reading
     */
    public void accept(TelemetryTopic topic, Decoder decoder, byte @Nullable [] value, Instant now) {
        accept(topic, decoder, value, RecordHeaders.NONE, now);
    }

    /**
     * The same for a record with headers.
     *
     * @param headers what it says beside its value
     * @return what of it was lost, and why
     */
    public Losses accept(
            TelemetryTopic topic, Decoder decoder, byte @Nullable [] value, RecordHeaders headers, Instant now) {
        losses = Losses.NONE;
        tally.countRecord();
        if (value == null) {
            skip(SkipReason.ofRecordWithoutValue(headers), 1);
            return losses;
        }
        try {
            Decoded decoded = decoder.decode(value, headers);
            decoded.skipped().forEach(this::skip);
            decoded.observations().forEach(observation -> take(topic, observation, now));
            decoded.readings().forEach(reading -> take(topic, reading, now));
        } catch (RuntimeException defect) {
            // A fault of ours, not of the record; but a record read again and again would stop its whole partition.
            tally.countDefect(defect);
            losses = losses.withDefect();
        }
        return losses;
    }

    private void skip(SkipReason reason, int times) {
        tally.countSkipped(reason, times);
        losses = losses.with(reason);
    }

    private boolean reject(Rejection reason) {
        losses = losses.with(reason);
        return tally.countRejected(reason);
    }

    /** Counts of what happened so far; safe to read from any thread. */
    public IngestTally tally() {
        return tally;
    }

    private void take(TelemetryTopic topic, RequestObservation observation, Instant now) {
        Verdict verdict = validator.judge(observation, now);
        verdict.fold(accepted -> attribute(topic, accepted, now), rejected -> reject(rejected.reason()));
    }

    private boolean attribute(TelemetryTopic topic, Verdict.Accepted accepted, Instant now) {
        RequestObservation observation = accepted.observation();
        return attribution
                .attribute(observation.origin(), observation.eventTime(), topic)
                .fold(to -> absorb(to, accepted), why -> setAside(topic, observation.origin(), why, now));
    }

    private boolean absorb(Attributed.To to, Verdict.Accepted accepted) {
        if (validator.isCopy(to.workloads().get(0), accepted.observation().id())) {
            return reject(Rejection.DUPLICATE);
        }
        to.workloads().forEach(workload -> intake.absorb(workload, to.replica(), accepted.observation()));
        return tally.countAbsorbed(accepted.clamped());
    }

    private void take(TelemetryTopic topic, ServerReading reading, Instant now) {
        Optional<Rejection> rejection = validator.judge(reading, now);
        if (rejection.isPresent()) {
            reject(rejection.get());
            return;
        }
        attribution
                .attribute(reading.origin(), reading.at(), topic)
                .fold(
                        to -> to.replica().isPresent()
                                ? absorb(to, to.replica().get(), reading, now)
                                : setAside(topic, reading.origin(), withoutReplica(to, reading.origin()), now),
                        why -> setAside(topic, reading.origin(), why, now));
    }

    private boolean absorb(Attributed.To to, String replica, ServerReading reading, Instant now) {
        to.workloads().forEach(workload -> intake.absorb(workload, replica, reading, now));
        return tally.countReading();
    }

    /** Counters of two servers taken for one would run up and down. */
    private static Attributed.Unattributed withoutReplica(Attributed.To to, Origin origin) {
        return new Attributed.Unattributed(
                Attributed.Reason.NO_REPLICA,
                origin.namespace(),
                origin.targets().stream().findFirst(),
                to.workloads());
    }

    private boolean setAside(TelemetryTopic topic, Origin origin, Attributed.Unattributed why, Instant now) {
        quarantine.add(topic, origin, why, now);
        return tally.countUnattributed(why.reason());
    }
}
