// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Says what will be asked of a workload. A pure function of its arguments. */
public interface Forecaster {
    /**
     * Forecasts demand.
     *
     * @param snapshot what is known now
     * @param horizon how far ahead
     * @return empty while the snapshot shows neither a rate of arrivals nor the shape of a request
     */
    Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon);
}
