// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;

/** Who wants to know of finished requests. */
@FunctionalInterface
public interface Completions {
    /** Called once a request, on the thread of the simulation, in order of time within a pod. */
    void completed(PodIdentity pod, ServedRequest request);
}
