// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;

/** Counts calls that were answered. Implemented by the meters; safe from any thread. */
public interface CallCounts {
    /**
     * One call was answered.
     *
     * @param call name of the call
     * @param code gRPC status code of the answer
     */
    void count(String call, String code);

    /**
     * One call was answered with the number of a plan.
     *
     * @param call name of the call
     * @param code gRPC status code of the answer
     */
    void countAnswer(String call, String code, ReplicaPlan plan);
}
