// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pane.PaneMessages;
import dev.headroom.telemetry.pane.PaneRecord;
import dev.headroom.telemetry.pane.ReadingOfOthers;
import dev.headroom.telemetry.pane.Received;
import dev.headroom.telemetry.pane.SeenRecords;
import dev.headroom.telemetry.pane.Writer;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Merges panes that other processes wrote into the windows, and notes how far these have read. One thread at a time. */
public final class PaneSink implements RecordSink {
    private static final Logger LOG = Logger.getLogger(PaneSink.class);

    /** A clock that is set right by more is said so: all others follow NTP to within milliseconds. */
    private static final Duration WORTH_SAYING = Duration.ofSeconds(5);

    private final WorkloadWindows windows;
    private final ReadingOfOthers others;
    private final BiFunction<TelemetryRecord, Instant, Received> receiving;
    private final InstantSource clock;
    private final Consumer<Outcome> read;
    private final PipelineSink.Gate gate;
    private final SeenRecords seen = new SeenRecords();
    private String clockSaid = "";
    private boolean unreadableSaid;

    /** The outcome for a record. */
    public enum Outcome {
        /** Its pane was merged. */
        MERGED,
        /** It reports how far its process has read. */
        PROGRESS,
        /** It was read before. */
        COPY,
        /** It says nothing that this version could use. */
        UNREADABLE;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Joins the topic of panes and the windows.
     *
     * @param receiving gives a read record's times by this process' clock
     * @param read notified of each record's outcome
     * @param gate holds back the first record until its workload can be known
     */
    public PaneSink(
            WorkloadWindows windows,
            ReadingOfOthers others,
            BiFunction<TelemetryRecord, Instant, Received> receiving,
            InstantSource clock,
            Consumer<Outcome> read,
            PipelineSink.Gate gate) {
        this.windows = windows;
        this.others = others;
        this.receiving = receiving;
        this.clock = clock;
        this.read = read;
        this.gate = gate;
    }

    @Override
    public void accept(TelemetryRecord record) {
        gate.pass();
        read.accept(PaneMessages.read(record.value())
                .fold(gained -> merge(record, gained), reported -> report(record, reported), this::unreadable));
    }

    private Outcome merge(TelemetryRecord record, PaneRecord.Gained gained) {
        if (!seen.isNew(gained.writer(), record.topic(), record.partition())) {
            return Outcome.COPY;
        }
        Duration correction = correctionFor(record, gained.writer());
        if (!correction.isZero()) {
            gained.pane().setForward(correction);
        }
        windows.merge(gained.workload(), gained.pane());
        return Outcome.MERGED;
    }

    private Outcome report(TelemetryRecord record, PaneRecord.Reported reported) {
        if (!seen.isNew(reported.writer(), record.topic(), record.partition())) {
            return Outcome.COPY;
        }
        others.report(reported.writer(), reported.progress(), receiving.apply(record, clock.instant()));
        return Outcome.PROGRESS;
    }

    private Outcome unreadable(PaneRecord.Unreadable record) {
        if (!unreadableSaid) {
            LOG.warnf("unreadable record in the topic of panes, logged once: %s", record.why());
            unreadableSaid = true;
        }
        return Outcome.UNREADABLE;
    }

    private Duration correctionFor(TelemetryRecord record, Writer writer) {
        Duration correction = receiving.apply(record, clock.instant()).correction(writer);
        if (correction.abs().compareTo(WORTH_SAYING) > 0 && !clockSaid.equals(writer.process())) {
            LOG.warnf(
                    "clock of process=%s is %s by at least %d s: synchronize clocks, they decide which records are late",
                    writer.process(),
                    correction.isNegative() ? "ahead" : "behind",
                    correction.abs().toSeconds());
            clockSaid = writer.process();
        }
        return correction;
    }
}
