// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import java.util.UUID;

/**
 * A request that was served.
 *
 * @param id unique
 * @param workload number of its workload
 * @param replica number of the pod that served it
 * @param endNanos Unix time of its end
 * @param inputTokens of its prompt
 * @param outputTokens of its answer
 * @param queueSeconds arrival to first scheduling
 * @param ttftSeconds arrival to first token
 * @param e2eSeconds arrival to last token
 */
record DrawnRequest(
        UUID id,
        int workload,
        int replica,
        long endNanos,
        int inputTokens,
        int outputTokens,
        double queueSeconds,
        double ttftSeconds,
        double e2eSeconds) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The same, served by another pod. */
    DrawnRequest servedBy(int pod) {
        return new DrawnRequest(
                id, workload, pod, endNanos, inputTokens, outputTokens, queueSeconds, ttftSeconds, e2eSeconds);
    }

    long arrivalNanos() {
        return endNanos - Math.round(e2eSeconds * NANOS_PER_SECOND);
    }
}
