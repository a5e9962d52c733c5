// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.WorkloadKey;
import java.util.List;

/** Is told, on the thread that reads telemetry, of models whose requests cannot be told apart. Must not wait. */
@FunctionalInterface
public interface AmbiguityListener {
    /** Tells nobody. */
    AmbiguityListener NONE = (namespace, model, claimants) -> true;

    /**
     * A request arrived of which only the model is known, and several workloads claim it. Told once until claims about that
     * model change.
     *
     * @param claimants the workloads, in the order of their names
     * @return whether the news was taken; if not, it is told again with the next such request
     */
    boolean ambiguous(String namespace, String model, List<WorkloadKey> claimants);
}
