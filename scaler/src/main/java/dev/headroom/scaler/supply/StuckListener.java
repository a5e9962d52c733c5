// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import dev.headroom.telemetry.ScaleTarget;
import java.util.List;

/** Receives starts that are stuck. Implemented at the edge; does not block. */
public interface StuckListener {
    /** Ignores every report. */
    StuckListener NOBODY = (target, stuck) -> {};

    /**
     * Called in every round; reports each once.
     *
     * @param target scale target of the replicas
     * @param stuck all that are stuck now
     */
    void stuck(ScaleTarget target, List<Stuck> stuck);
}
