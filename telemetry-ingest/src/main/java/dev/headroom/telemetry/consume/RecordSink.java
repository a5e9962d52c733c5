// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

/** Takes one record inward. Called by one thread at a time; never throws because of a record's content. */
@FunctionalInterface
public interface RecordSink {
    /** Takes a record. */
    void accept(TelemetryRecord record);
}
