// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.validate.Validator;
import dev.headroom.telemetry.window.PaneBuilder;
import dev.headroom.telemetry.window.WorkloadPane;
import java.util.SortedMap;

/**
 * The results of the records that were read since the last commit: panes, and remembered ids. Either all of it is written, or none of it
 * happened. One thread.
 */
public final class Gathering {
    private final RecordSink taking;
    private final RecordSink remembering;
    private final PaneBuilder panes;
    private final Validator validator;
    private long settledMark;

    /**
     * Nothing gathered yet.
     *
     * @param taking takes a record into {@code panes}, judging with {@code validator}
     * @param remembering judges a record with the same {@code validator} and does nothing else
     */
    public Gathering(RecordSink taking, RecordSink remembering, PaneBuilder panes, Validator validator) {
        this.taking = taking;
        this.remembering = remembering;
        this.panes = panes;
        this.validator = validator;
        this.settledMark = validator.mark();
    }

    void take(TelemetryRecord record) {
        taking.accept(record);
    }

    /** For a record that another process took in. */
    void remember(TelemetryRecord record) {
        remembering.accept(record);
    }

    boolean isEmpty() {
        return panes.isEmpty();
    }

    SortedMap<WorkloadKey, WorkloadPane> panes() {
        return panes.take();
    }

    /** All that was taken so far has been written. */
    void settle() {
        settledMark = validator.mark();
    }

    /** Nothing that was taken since the last {@link #settle} has been written: its records will come again. */
    void turnBack() {
        var unused = panes.take();
        validator.forgetSince(settledMark);
    }
}
