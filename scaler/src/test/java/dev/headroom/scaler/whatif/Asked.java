// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;

/** Policies and profiles to ask about. */
final class Asked {
    static final DocumentName NAME = new DocumentName("llm", "assistant");

    static final TrafficShape STEADY = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);
    static final TrafficShape BY_CHANCE = new TrafficShape(1000, 250, TrafficShape.Arrivals.POISSON);

    /** Of the article: 2.5 s at one request in flight, 5 s at 64, 10 s at 128. */
    static final ServingProfile ARTICLE = profile("""
            apiVersion: headroom.dev/v1
            hardware: p5.48xlarge
            gpus: 8
            maxSequences: 128
            table:
              inputTokens: 5000
              outputTokens: 500
              points:
                - { concurrency: 1, e2e: 2.5s }
                - { concurrency: 64, e2e: 5s }
                - { concurrency: 128, e2e: 10s }
            """);

    static final ServingProfile H100 = profile("""
            apiVersion: headroom.dev/v1
            hardware: H100
            gpus: 1
            maxSequences: 128
            kvTokens: 400000
            stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
                        mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }
            """);

    private Asked() {}

    static SloPolicy policy(String objective, String posture) {
        return valid(SloPolicyReader.read("""
                apiVersion: headroom.dev/v1
                workload: { models: [assistant] }
                objectives: [%s]
                replicas: { min: 1, max: 100 }
                posture: %s
                cost: { gpuHourUsd: 2 }
                """.formatted(objective, posture), NAME));
    }

    static SloPolicy endToEnd(String limit) {
        return policy("{ signal: e2e, percentile: 95, atMost: " + limit + " }", "balanced");
    }

    private static ServingProfile profile(String text) {
        return valid(ServingProfileReader.read(text, NAME));
    }

    private static <T> T valid(Parsed<T> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new IllegalArgumentException(invalid.sentence());
        });
    }
}
