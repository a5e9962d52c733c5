// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;

/**
 * All knowledge about one workload at one instant.
 *
 * @param workload the workload
 * @param at when it was read
 * @param state how far it can be trusted
 * @param arrivals newest rate of arrivals; empty while no interval is visible yet
 * @param arrivalsBefore the rate over the interval of the same length just before that of {@code arrivals}; empty without such a rate
 * @param now requests that ended in the last 60 s, widened to at least 50 requests where the windows hold them
 * @param recent requests that ended within the whole of the windows (15 min)
 * @param servers its servers
 * @param unfinished requests that are known to have been admitted and not to have ended
 */
public record WorkloadSnapshot(
        WorkloadKey workload,
        Instant at,
        TelemetryState state,
        Optional<ArrivalRate> arrivals,
        Optional<ArrivalRate> arrivalsBefore,
        Reading now,
        Reading recent,
        ServerStatus servers,
        UnfinishedRequests unfinished) {}
