// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;

/** A value that a model server shows at the moment of a scrape. */
public enum Gauge {
    /** {@code vllm:num_requests_running}. */
    RUNNING(0) {
        @Override
        double of(EngineReading reading) {
            return reading.running();
        }
    },
    /** {@code vllm:num_requests_waiting}. */
    WAITING(1) {
        @Override
        double of(EngineReading reading) {
            return reading.waiting();
        }
    },
    /** {@code vllm:kv_cache_usage_perc}, a share of 1. */
    KV_USAGE(2) {
        @Override
        double of(EngineReading reading) {
            return reading.kvUsage();
        }
    };

    private final int column;

    Gauge(int column) {
        this.column = column;
    }

    /** Where a {@link Ring} keeps it. */
    int column() {
        return column;
    }

    abstract double of(EngineReading reading);
}
