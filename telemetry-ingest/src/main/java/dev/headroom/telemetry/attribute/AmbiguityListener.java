// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.WorkloadKey;
import java.util.List;

/** Notified, on the thread that reads telemetry, of models whose requests cannot be attributed. Must not wait. */
@FunctionalInterface
public interface AmbiguityListener {
    /** Ignores every report. */
    AmbiguityListener NONE = (namespace, model, claimants) -> true;

    /**
     * A request arrived with its model only, and several workloads claim that model. Reported once until claims about that model change.
     *
     * @param claimants the workloads, in the order of their names
     * @return whether the report was accepted; if not, it is repeated with the next such request
     */
    boolean ambiguous(String namespace, String model, List<WorkloadKey> claimants);
}
