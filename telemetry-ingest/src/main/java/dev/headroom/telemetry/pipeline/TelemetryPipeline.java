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
 * The first half of the path, from a record's bytes to a workload's window; {@code src/docs/architecture.md} has the whole. The steps in a
 * record's order:
 *
 * <ol>
 *   <li>this class: hands each step's result to the next one, and counts the outcomes
 *   <li>{@link Decoder}, for spans {@link dev.headroom.telemetry.decode.OtlpSpanDecoder}: bytes become observations of requests and
 *       readings of servers
 *   <li>{@link Validator}: an observation is accepted, or rejected with the reason
 *   <li>{@link Attribution}: its origin becomes the workload that it belongs to, or the reason for its absence
 *   <li>{@link Intake}, which is {@link dev.headroom.telemetry.snapshot.WorkloadWindows}: it counts in the workload's window, from which
 *       {@code PlanningCycle} of the scaler reads on
 * </ol>
 *
 * <p>One thread.
 */
public final class TelemetryPipeline {
    private final Validator validator;
    private final Attribution attribution;
    private final Intake intake;
    private final Quarantine quarantine;
    private final IngestTally tally = new IngestTally();
    private final RecentAttribution recent = new RecentAttribution(tally);
    /** Of the current record. */
    private Losses losses = Losses.NONE;

    /** Joins the steps; unattributed telemetry is only counted. */
    public TelemetryPipeline(Validator validator, Attribution attribution, Intake intake) {
        this(validator, attribution, intake, new Quarantine(stranger -> {}));
    }

    /**
     * Joins the steps.
     *
     * @param intake takes in accepted telemetry
     * @param quarantine keeps unattributed telemetry visible
     */
    public TelemetryPipeline(Validator validator, Attribution attribution, Intake intake, Quarantine quarantine) {
        this.validator = validator;
        this.attribution = attribution;
        this.intake = intake;
        this.quarantine = quarantine;
    }

    /**
     * Takes in one record. Nothing that it may hold makes this throw: it is counted and the next record is welcome.
     *
     * @param topic where it came from
     * @param decoder reads the format of the topic
     * @param value the record's value; null for a tombstone
     * @param headers its headers
     * @param now the instant of reading
     * @return the lost parts, and why
     */
    public Losses accept(
            TelemetryTopic topic, Decoder decoder, byte @Nullable [] value, RecordHeaders headers, Instant now) {
        losses = Losses.NONE;
        recent.note(now);
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

    /** Counts of outcomes so far; safe to read from any thread. */
    public IngestTally tally() {
        return tally;
    }

    /** Counts of the last minutes; safe to read from any thread. */
    public RecentAttribution recent() {
        return recent;
    }

    private void take(TelemetryTopic topic, RequestObservation read, Instant now) {
        Verdict verdict = validator.judge(read, now);
        if (verdict instanceof Verdict.Rejected rejected) {
            reject(rejected.reason());
            return;
        }
        Verdict.Accepted accepted = (Verdict.Accepted) verdict;
        RequestObservation observation = accepted.observation();
        Attributed attributed = attribution.attribute(observation.origin(), observation.eventTime(), topic);
        if (attributed instanceof Attributed.Unattributed unattributed) {
            setAside(topic, observation.origin(), unattributed, now);
            return;
        }
        Attributed.To to = (Attributed.To) attributed;
        if (validator.isCopy(to.workloads().get(0), observation.id())) {
            reject(Rejection.DUPLICATE);
            return;
        }
        to.workloads().forEach(workload -> intake.absorb(workload, to.replica(), observation));
        tally.countAbsorbed(accepted.clamped());
    }

    private void take(TelemetryTopic topic, ServerReading reading, Instant now) {
        Optional<Rejection> rejection = validator.judge(reading, now);
        if (rejection.isPresent()) {
            reject(rejection.get());
            return;
        }
        Attributed attributed = attribution.attribute(reading.origin(), reading.at(), topic);
        if (attributed instanceof Attributed.Unattributed unattributed) {
            setAside(topic, reading.origin(), unattributed, now);
            return;
        }
        Attributed.To to = (Attributed.To) attributed;
        if (to.replica().isEmpty()) {
            setAside(topic, reading.origin(), withoutReplica(to, reading.origin()), now);
            return;
        }
        String replica = to.replica().get();
        to.workloads().forEach(workload -> intake.absorb(workload, replica, reading, now));
        tally.countReading();
    }

    /** Counters of two servers read as one would run up and down. */
    private static Attributed.Unattributed withoutReplica(Attributed.To to, Origin origin) {
        return new Attributed.Unattributed(
                Attributed.Reason.NO_REPLICA,
                origin.namespace(),
                origin.targets().stream().findFirst(),
                to.workloads());
    }

    private void skip(SkipReason reason, int times) {
        tally.countSkipped(reason, times);
        losses = losses.with(reason);
    }

    private void reject(Rejection reason) {
        losses = losses.with(reason);
        tally.countRejected(reason);
    }

    private void setAside(TelemetryTopic topic, Origin origin, Attributed.Unattributed why, Instant now) {
        quarantine.add(topic, origin, why, now);
        tally.countUnattributed(why.reason());
    }
}
