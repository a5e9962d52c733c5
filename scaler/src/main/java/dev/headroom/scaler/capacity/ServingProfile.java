// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.DocumentName;
import java.util.OptionalLong;

/**
 * The performance of one replica on given hardware.
 *
 * @param name of its document
 * @param hardware hardware class, e.g. {@code p5.48xlarge} or {@code H100}
 * @param gpus GPUs of one replica; at least 1
 * @param engine limits of the engine
 * @param performance how fast it is
 */
public record ServingProfile(
        DocumentName name, String hardware, int gpus, EngineLimits engine, Performance performance) {

    /**
     * Limits of the engine's scheduler.
     *
     * @param tensorParallel GPUs that share one model copy; at least 1
     * @param maxSequences most sequences that run at once; at least 1
     * @param kvTokens tokens that the KV cache holds; empty when not stated
     * @param chunkTokens most tokens computed in one step (vLLM's max_num_batched_tokens); at least 1
     */
    public record EngineLimits(int tensorParallel, int maxSequences, OptionalLong kvTokens, int chunkTokens) {}
}
