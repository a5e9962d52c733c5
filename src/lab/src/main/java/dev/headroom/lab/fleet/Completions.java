// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;

/** Who wants to know of requests that have ended. */
@FunctionalInterface
public interface Completions {
    /**
     * Called once a request, on the thread of the simulation, in order of time over all pods: after its last token, or when it was
     * lost with its pod, which {@link ServedRequest#failed} tells. Must not move the fleet's time.
     */
    void completed(PodIdentity pod, ServedRequest request);
}
