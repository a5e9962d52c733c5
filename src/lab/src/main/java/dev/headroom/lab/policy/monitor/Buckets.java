// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.scaler.slo.Signal;

/** Whose latency histograms: their upper bounds differ, and so does what a quantile of them shows. */
public enum Buckets {
    /** vLLM's own, from {@code vllm/v1/metrics/loggers.py}. */
    SERVER,
    /** Those of llm-d's endpoint picker: {@code GeneralLatencyBuckets} and {@code TPOTBuckets} of its metrics package. */
    ROUTER;

    private static final double[] SERVER_FIRST_TOKEN = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560
    };
    private static final double[] SERVER_PER_TOKEN = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
    };
    private static final double[] SERVER_END_TO_END = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };
    private static final double[] ROUTER_GENERAL = {
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60, 120, 180,
        240, 300, 360, 480, 600, 900, 1200, 1800, 2700, 3600
    };
    private static final double[] ROUTER_PER_TOKEN = {
        0.0005, 0.00205, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.125, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2,
        3, 4.5, 6, 12, 18, 24, 30, 36, 48, 60, 90, 120, 180, 270, 360
    };

    /** In seconds, ascending; above the last one lies {@code +Inf}. */
    double[] upperBounds(Signal signal) {
        return switch (signal) {
            case TTFT -> this == SERVER ? SERVER_FIRST_TOKEN : ROUTER_GENERAL;
            case ITL -> this == SERVER ? SERVER_PER_TOKEN : ROUTER_PER_TOKEN;
            case E2E -> this == SERVER ? SERVER_END_TO_END : ROUTER_GENERAL;
        };
    }
}
