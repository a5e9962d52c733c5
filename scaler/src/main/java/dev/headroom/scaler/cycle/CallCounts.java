// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

/** Counts calls that were answered. Implemented by the meters; safe from any thread. */
@FunctionalInterface
public interface CallCounts {
    /**
     * One call was answered.
     *
     * @param call name of the call
     * @param code gRPC status code of the answer
     */
    void count(String call, String code);
}
