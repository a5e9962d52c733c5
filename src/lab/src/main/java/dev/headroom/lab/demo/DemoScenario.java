// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.keda.ScaledObjectSpec;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.slo.Signal;
import java.util.Locale;

/** The one workload of the demo: Llama 3 8B on H100s, what it promises, and what it may cost. */
final class DemoScenario {
    static final String NAMESPACE = "demo";
    static final String WORKLOAD = "llama-3-8b";
    static final String PROFILE = "h100-llama-8b";
    /** Enough for the quiet rate. */
    static final int START_REPLICAS = 2;

    /** Tokens that the cache of a replica holds. */
    static final long KV_TOKENS = 400_000;

    static final int GPUS_PER_REPLICA = 1;
    /** Makes every run the same up to the timing of the scaler's answers. */
    static final long SEED = 20_261_123;

    /** Of ITL, as one writes it in a hurry. */
    static final String LIMIT_WITHOUT_UNIT = "30";

    static final Promise PROMISE = new Promise(0.8, 0.030, 20);
    private static final int MIN_REPLICAS = 1;
    private static final int MAX_REPLICAS = 16;
    /**
     * A replica holds 46 requests on average at 14 a second and breaks the limit between tokens at 16. The ceiling below that
     * pays for the minute between more demand and a pod that serves it.
     */
    private static final int CONCURRENCY_PER_REPLICA = 48;

    private static final EngineLimits LIMITS = new EngineLimits(128, 2048, KV_TOKENS);
    private static final LinearStepTimes STEP_TIMES = LinearStepTimes.H100_LLAMA_8B;

    private DemoScenario() {}

    static PodTemplate podTemplate() {
        return new PodTemplate(
                NAMESPACE, WORKLOAD, EngineModel.plain("h100-llama-8b", STEP_TIMES, LIMITS), LeadTimeProfile.WARM_NODE);
    }

    static ScaledObjectRef scaledObject(String scalerAddress) {
        return ScaledObjectRef.newBuilder()
                .setNamespace(NAMESPACE)
                .setName(WORKLOAD)
                .putScalerMetadata("scalerAddress", scalerAddress)
                .putScalerMetadata("policy", WORKLOAD)
                .build();
    }

    /** Its minimum is above zero, so a push stream would move nothing. */
    static ScaledObjectSpec scaling() {
        return ScaledObjectSpec.recommended(MIN_REPLICAS, MAX_REPLICAS).withoutPush();
    }

    static String policy() {
        return """
                apiVersion: headroom.dev/v1
                workload: { models: [%1$s], scaleTarget: { kind: Deployment, name: %1$s } }
                objectives:
                  - { signal: ttft, percentile: 95, atMost: %2$dms }
                  - { signal: itl,  percentile: 95, atMost: %3$dms }
                  - { signal: e2e,  percentile: 95, atMost: %4$dms }
                concurrency: { perReplica: %8$d }
                profile: %5$s
                replicas: { min: %6$d, max: %7$d }
                cost: { gpuHourUsd: 6.88, violationUsd: 0.002 }
                """.formatted(
                        WORKLOAD,
                        millis(PROMISE.limit(Signal.TTFT)),
                        millis(PROMISE.limit(Signal.ITL)),
                        millis(PROMISE.limit(Signal.E2E)),
                        PROFILE,
                        MIN_REPLICAS,
                        MAX_REPLICAS,
                        CONCURRENCY_PER_REPLICA);
    }

    /** The same with a slip in the limit of ITL. */
    static String policyWithoutUnit() {
        return policy().replace(millis(PROMISE.limit(Signal.ITL)) + "ms", LIMIT_WITHOUT_UNIT);
    }

    /** What the planner believes of the hardware; here it is what the simulated engine does. */
    static String profile() {
        return """
                apiVersion: headroom.dev/v1
                hardware: H100
                gpus: %d
                tensorParallel: 1
                maxSequences: %d
                kvTokens: %d
                chunkTokens: %d
                stepTime:
                  baseMs: %s
                  perSequenceMs: %s
                  perContextTokenMs: %s
                  perPrefillTokenMs: %s
                  mixedExtraMs: %s
                  mixedPerContextTokenMs: %s
                """.formatted(
                        GPUS_PER_REPLICA,
                        LIMITS.maxSequences(),
                        KV_TOKENS,
                        LIMITS.stepTokens(),
                        decimal(STEP_TIMES.baseMs()),
                        decimal(STEP_TIMES.perSequenceMs()),
                        decimal(STEP_TIMES.perContextTokenMs()),
                        decimal(STEP_TIMES.perPrefillTokenMs()),
                        decimal(STEP_TIMES.mixedExtraMs()),
                        decimal(STEP_TIMES.mixedPerContextTokenMs()));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    /** Without exponent, which not every YAML reader takes for a number. */
    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.7f", value);
    }
}
