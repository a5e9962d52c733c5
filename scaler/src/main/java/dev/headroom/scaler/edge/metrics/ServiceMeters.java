// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.cycle.CallCounts;
import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.publish.DeadLetterFacts;
import dev.headroom.telemetry.validate.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Meters of the service as a whole. */
public final class ServiceMeters implements CallCounts {
    private final MeterRegistry registry;
    private final DecisionExemplars exemplars;
    private final Timer rounds;
    private final Map<String, Counter> recordsRead = new ConcurrentHashMap<>();

    /**
     * Registers meters at the start, so that a rate over them has a beginning.
     *
     * @param exemplars of counted decisions
     */
    public ServiceMeters(MeterRegistry registry, DecisionExemplars exemplars) {
        this.registry = registry;
        this.exemplars = exemplars;
        this.rounds = Timer.builder(MeterNames.ROUND)
                .description("Duration of a planning round over all workloads")
                .register(registry);
        counter(MeterNames.TURN_FAILURES, "Workloads whose planning failed in a round");
        counter(MeterNames.PLAN_CHANGES, "Changes of a plan's replicas");
        counter(MeterNames.DECISIONS_WRITTEN, "Decisions written to the decision log");
        counter(MeterNames.DECISIONS_DROPPED, "Decisions that the decision log lacks, because writing failed");
    }

    /** Shows how the feed is doing. */
    public void watchFeed(LongSupplier waiting, BooleanSupplier caughtUp, IntSupplier partitions) {
        Gauge.builder(MeterNames.FEED_WAITING, waiting::getAsLong)
                .description("Records in Kafka that are not processed yet")
                .register(registry);
        Gauge.builder(MeterNames.FEED_CAUGHT_UP, () -> caughtUp.getAsBoolean() ? 1 : 0)
                .description("1 when all records that Kafka held at the start have been read")
                .register(registry);
        Gauge.builder(MeterNames.FEED_PARTITIONS, partitions::getAsInt)
                .description("Partitions assigned for reading")
                .register(registry);
    }

    /** Shows how many push streams are open. */
    public void watchStreams(IntSupplier open) {
        Gauge.builder(MeterNames.STREAMS, open::getAsInt)
                .description("Open push streams")
                .register(registry);
    }

    /** Shows how long the certificate of the gRPC port lasts, and registers the counters of its events. */
    public void watchTls(DoubleSupplier secondsLeft) {
        Gauge.builder(MeterNames.TLS_SECONDS_LEFT, secondsLeft::getAsDouble)
                .description("Seconds until the certificate of the gRPC port expires, below 0 after that")
                .register(registry);
        counter(MeterNames.TLS_RELOADS, "Changed TLS files that came into force");
        counter(MeterNames.TLS_RELOAD_FAILURES, "Readings of TLS files that cannot be used");
        counter(MeterNames.TLS_HANDSHAKE_FAILURES, "Failed TLS handshakes on the gRPC port");
    }

    /** Changed TLS files are in force. */
    public void tlsReloaded() {
        registry.counter(MeterNames.TLS_RELOADS).increment();
    }

    /** A look at the TLS files found them unusable. */
    public void tlsReloadFailed() {
        registry.counter(MeterNames.TLS_RELOAD_FAILURES).increment();
    }

    /** A TLS handshake failed. */
    public void tlsHandshakeFailed() {
        registry.counter(MeterNames.TLS_HANDSHAKE_FAILURES).increment();
    }

    /** One record was read. The meter is looked up once a topic, because the registry takes longer than small records do. */
    public void recordRead(String topic) {
        recordsRead
                .computeIfAbsent(
                        topic, name -> counter(MeterNames.RECORDS_READ, "Records read, by topic", "topic", name))
                .increment();
    }

    /** Registers the counters of written panes. */
    public void watchPanesWritten() {
        counter(MeterNames.PANES_WRITTEN, "Records of panes and progress written");
        counter(MeterNames.PANES_WRITTEN_BYTES, "Size of the written records of panes and progress");
        counter(MeterNames.PANES_TURNED_BACK, "Times that the records since the last commit were read again");
    }

    /** Records of panes and progress were written, together with the offsets up to which they hold. */
    public void panesWritten(int records, long bytes) {
        registry.counter(MeterNames.PANES_WRITTEN).increment(records);
        registry.counter(MeterNames.PANES_WRITTEN_BYTES).increment((double) bytes);
    }

    /** Records that were read since the last commit are read again. */
    public void readingTurnedBack() {
        registry.counter(MeterNames.PANES_TURNED_BACK).increment();
    }

    /** A record of the topic of panes was read; {@code outcome} of a closed set. */
    public void paneRead(String outcome) {
        counter(MeterNames.PANES_READ, "Records of the topic of panes, by outcome", "outcome", outcome)
                .increment();
    }

    /** Counts copies of lost or partly lost records, by outcome. */
    public DeadLetterFacts deadLetters() {
        Counter written = deadLetters("written");
        Counter dropped = deadLetters("dropped");
        return new DeadLetterFacts() {
            @Override
            public void written() {
                written.increment();
            }

            @Override
            public void dropped() {
                dropped.increment();
            }
        };
    }

    private Counter deadLetters(String outcome) {
        return counter(
                MeterNames.DEAD_LETTERS, "Copies of lost records for the topic of dead letters", "outcome", outcome);
    }

    /** Shows the outcomes of everything that was read. */
    public void watchTally(IngestTally tally) {
        FunctionCounter.builder(MeterNames.OBSERVATIONS, tally, IngestTally::absorbed)
                .description("Observations that reached a workload's window")
                .register(registry);
        FunctionCounter.builder(MeterNames.SERVER_READINGS, tally, IngestTally::readings)
                .description("Server readings that reached a workload's window")
                .register(registry);
        FunctionCounter.builder(MeterNames.CLAMPED, tally, IngestTally::clamped)
                .description("Observations with a duration corrected within the tolerance of clocks")
                .register(registry);
        FunctionCounter.builder(MeterNames.DEFECTS, tally, IngestTally::defects)
                .description("Records dropped because of a defect of Headroom")
                .register(registry);
        for (SkipReason reason : SkipReason.values()) {
            byReason(
                    MeterNames.SKIPPED,
                    "Contents of records that are neither observations nor server readings",
                    reason,
                    tally,
                    counts -> counts.skipped(reason));
        }
        for (Rejection reason : Rejection.values()) {
            byReason(
                    MeterNames.REJECTED,
                    "Observations refused by validation",
                    reason,
                    tally,
                    counts -> counts.rejected(reason));
        }
        for (Attributed.Reason reason : Attributed.Reason.values()) {
            byReason(
                    MeterNames.UNATTRIBUTED,
                    "Telemetry of no workload",
                    reason,
                    tally,
                    counts -> counts.unattributed(reason));
        }
    }

    private void byReason(
            String name, String help, Enum<?> reason, IngestTally tally, ToDoubleFunction<IngestTally> count) {
        FunctionCounter.builder(name, tally, count)
                .description(help + ", by reason")
                .tag("reason", word(reason))
                .register(registry);
    }

    /** A document came, changed or went. */
    public void documentChanged(DocumentChange change) {
        counter(
                        MeterNames.DOCUMENT_CHANGES,
                        "Policies and profiles that came, changed or went",
                        "kind",
                        change.kind().word(),
                        "outcome",
                        word(change.outcome()))
                .increment();
    }

    /** A round of planning took this long. */
    public void round(Duration took) {
        rounds.record(took);
    }

    /** A workload's turn failed. */
    public void turnFailed() {
        registry.counter(MeterNames.TURN_FAILURES).increment();
    }

    /** A plan changed. */
    public void planChanged(ReplicaPlan plan) {
        exemplars.count(registry.counter(MeterNames.PLAN_CHANGES), plan);
    }

    /** A decision stands in the decision log. */
    public void decisionWritten() {
        registry.counter(MeterNames.DECISIONS_WRITTEN).increment();
    }

    /** A decision should stand in the decision log and does not. */
    public void decisionDropped() {
        registry.counter(MeterNames.DECISIONS_DROPPED).increment();
    }

    /**
     * Shows which replica plans for all, and whether its plans reach them.
     *
     * @param refusals words for why a record of theirs may not count
     */
    public void watchPlans(BooleanSupplier owner, BooleanSupplier reachable, List<String> refusals) {
        Gauge.builder(MeterNames.PLANS_OWNER, () -> owner.getAsBoolean() ? 1 : 0)
                .description("1 while this replica plans for all replicas")
                .register(registry);
        Gauge.builder(MeterNames.PLANS_REACHABLE, () -> reachable.getAsBoolean() ? 1 : 0)
                .description("1 when the topic of plans has been read and the broker answers")
                .register(registry);
        counter(MeterNames.PLANS_WRITTEN, "Plans written for all replicas");
        refusals.forEach(reason -> counter(
                MeterNames.PLANS_REFUSED,
                "Records of the topic of plans that do not count, by reason",
                "reason",
                reason));
    }

    /** A plan was written for all replicas. */
    public void planWritten() {
        registry.counter(MeterNames.PLANS_WRITTEN).increment();
    }

    /** A record of the shared plans does not count. */
    public void sharedRecordRefused(String reason) {
        registry.counter(MeterNames.PLANS_REFUSED, "reason", reason).increment();
    }

    @Override
    public void count(String call, String code) {
        calls(call, code).increment();
    }

    @Override
    public void countAnswer(String call, String code, ReplicaPlan plan) {
        exemplars.count(calls(call, code), plan);
    }

    private Counter calls(String call, String code) {
        return counter(MeterNames.CALLS, "Answered calls, by gRPC status code", "call", call, "code", code);
    }

    private Counter counter(String name, String help, String... tags) {
        return Counter.builder(name).description(help).tags(tags).register(registry);
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
