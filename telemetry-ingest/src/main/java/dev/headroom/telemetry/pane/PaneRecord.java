// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.WorkloadPane;
import java.util.function.Function;

/** The content of one record of the topic of panes. */
public sealed interface PaneRecord {
    /** Handles each kind. */
    <T> T fold(Function<Gained, T> gained, Function<Reported, T> reported, Function<Unreadable, T> unreadable);

    /**
     * Telemetry that was taken in for a workload.
     *
     * @param writer of the record
     * @param workload the workload
     * @param pane the telemetry
     */
    record Gained(Writer writer, WorkloadKey workload, WorkloadPane pane) implements PaneRecord {
        @Override
        public <T> T fold(
                Function<Gained, T> gained, Function<Reported, T> reported, Function<Unreadable, T> unreadable) {
            return gained.apply(this);
        }
    }

    /**
     * How far a process has read.
     *
     * @param writer of the record
     * @param progress how far
     */
    record Reported(Writer writer, ReadingProgress progress) implements PaneRecord {
        @Override
        public <T> T fold(
                Function<Gained, T> gained, Function<Reported, T> reported, Function<Unreadable, T> unreadable) {
            return reported.apply(this);
        }
    }

    /**
     * Nothing that this version could use.
     *
     * @param why a sentence without anything of the record's content
     */
    record Unreadable(String why) implements PaneRecord {
        @Override
        public <T> T fold(
                Function<Gained, T> gained, Function<Reported, T> reported, Function<Unreadable, T> unreadable) {
            return unreadable.apply(this);
        }
    }
}
