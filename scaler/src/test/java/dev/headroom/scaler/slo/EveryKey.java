// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** Documents that have every key. */
public final class EveryKey {
    /** All of them different from what is taken where they are missing. */
    public static final String OF_A_POLICY = """
            apiVersion: headroom.dev/v1
            workload: { models: [llama, llama-old], scaleTarget: { kind: Deployment, name: chat } }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 800ms }
              - { signal: e2e, percentile: 95, atMost: 5s }
              - { signal: e2e, percentile: 99.9, atMost: 9s }
            concurrency: { perReplica: 64 }
            profile: h100
            replicas: { min: 0, max: 40, maxStepUp: 8, whenDark: hold }
            posture: safe
            cost: { gpuHourUsd: 6.88, violationUsd: 0.002 }
            mode: advise
            missed: { aborted: never, failed: never }
            errorBudget: { window: 7d }
            forecastOnly: true
            """;

    private EveryKey() {}
}
