// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.util.Optional;

/**
 * The observations behind a plan.
 *
 * @param arrivals newest rate of arrivals, and how it was obtained; empty while none is known
 * @param servers status of the servers
 */
public record Evidence(Optional<ArrivalRate> arrivals, ServerStatus servers) {
    /** Nothing was observed. */
    public static final Evidence NONE = new Evidence(Optional.empty(), ServerStatus.unscraped(0));
}
