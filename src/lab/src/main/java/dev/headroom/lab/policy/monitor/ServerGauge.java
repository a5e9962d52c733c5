// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;

/** A value that a model server shows at the moment of a scrape. */
public enum ServerGauge {
    /** {@code vllm:num_requests_running}. */
    RUNNING,
    /** {@code vllm:num_requests_waiting}. */
    WAITING,
    /** {@code vllm:kv_cache_usage_perc}, a share of 1. */
    KV_USAGE;

    /** Where a {@link Ring} keeps it. */
    int column() {
        return switch (this) {
            case RUNNING -> 0;
            case WAITING -> 1;
            case KV_USAGE -> 2;
        };
    }

    double of(EngineReading reading) {
        return switch (this) {
            case RUNNING -> reading.running();
            case WAITING -> reading.waiting();
            case KV_USAGE -> reading.kvUsage();
        };
    }
}
