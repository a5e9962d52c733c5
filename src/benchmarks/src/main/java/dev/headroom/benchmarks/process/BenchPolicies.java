// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.process;

import dev.headroom.benchmarks.traffic.BenchFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy for each workload of a fleet, with three objectives, and the one profile they share: what planning costs is real. */
public final class BenchPolicies {
    private static final String PROFILE = "h100-llama-8b";

    private BenchPolicies() {}

    static void write(Path directory, BenchFleet fleet, int leastReplicas) throws IOException {
        Path profiles =
                Files.createDirectories(directory.resolve("serving-profiles").resolve(BenchFleet.NAMESPACE));
        Files.writeString(profiles.resolve(PROFILE + ".yaml"), profile());
        Path policies =
                Files.createDirectories(directory.resolve("slo-policies").resolve(BenchFleet.NAMESPACE));
        for (int workload = 0; workload < fleet.workloads(); workload++) {
            Files.writeString(
                    policies.resolve(fleet.name(workload) + ".yaml"), policy(fleet.name(workload), leastReplicas));
        }
    }

    /** The policy of a workload. */
    public static String policy(String name, int leastReplicas) {
        return """
                apiVersion: headroom.dev/v1
                workload: { models: [%1$s], scaleTarget: { kind: Deployment, name: %1$s } }
                objectives:
                  - { signal: ttft, percentile: 95, atMost: 800ms }
                  - { signal: itl,  percentile: 95, atMost: 30ms }
                  - { signal: e2e,  percentile: 95, atMost: 20s }
                concurrency: { perReplica: 48 }
                profile: %2$s
                replicas: { min: %3$d, max: 40 }
                cost: { gpuHourUsd: 6.88, violationUsd: 0.002 }
                """.formatted(name, PROFILE, leastReplicas);
    }

    /** The profile that all policies name. */
    public static String profile() {
        return """
                apiVersion: headroom.dev/v1
                hardware: H100
                gpus: 1
                tensorParallel: 1
                maxSequences: 128
                kvTokens: 400000
                chunkTokens: 2048
                stepTime:
                  baseMs: 9.6
                  perSequenceMs: 0.02
                  perContextTokenMs: 0.00003
                  perPrefillTokenMs: 0.02
                  mixedExtraMs: 3.0
                  mixedPerContextTokenMs: 0.00006
                """;
    }
}
