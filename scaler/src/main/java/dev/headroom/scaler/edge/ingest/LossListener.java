// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pipeline.Losses;

/** Receives records that were lost in whole or in part. */
@FunctionalInterface
public interface LossListener {
    /** One was read; called by the thread that reads, so it must not wait. */
    void tell(TelemetryRecord record, Losses losses);

    /** Notifies this one, then another. */
    default LossListener then(LossListener other) {
        return (record, losses) -> {
            tell(record, losses);
            other.tell(record, losses);
        };
    }
}
