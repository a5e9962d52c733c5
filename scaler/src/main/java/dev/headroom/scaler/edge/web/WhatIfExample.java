// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;

/**
 * A worked example, of "Optimising GenAI/ML workloads in AWS EKS with Karpenter" (2026): 25 requests/s of 5,000 tokens in and 500 out, on
 * instances with 8 GPUs whose whole answer takes 2.5 s at one request in flight, 5 s at 64, and 10 s at 128.
 */
final class WhatIfExample {
    static final DocumentName NAME = new DocumentName("example", "assistant");

    static final TrafficShape SHAPE = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);

    static final WhatIfQuestion QUESTION =
            new WhatIfQuestion(null, """
            apiVersion: headroom.dev/v1
            workload: { models: [assistant] }
            objectives:
              - { signal: e2e, percentile: 95, atMost: 5s }
            replicas: { min: 1, max: 100 }
            cost: { gpuHourUsd: 6.88 }
            """, """
            apiVersion: headroom.dev/v1
            hardware: p5.48xlarge
            gpus: 8
            tensorParallel: 8
            maxSequences: 128
            table:
              inputTokens: 5000
              outputTokens: 500
              points:
                - { concurrency: 1, e2e: 2.5s }
                - { concurrency: 64, e2e: 5s }
                - { concurrency: 128, e2e: 10s }
            """, 25, SHAPE.inputTokens(), SHAPE.outputTokens(), "steady", 8);

    private WhatIfExample() {}
}
