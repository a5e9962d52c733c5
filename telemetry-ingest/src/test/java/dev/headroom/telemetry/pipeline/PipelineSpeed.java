// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how many requests per CPU-second the path takes in, in records of 64 spans; a program, not a test. */
final class PipelineSpeed {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RECORDS = 4_000;
    private static final int SPANS = 64;

    private PipelineSpeed() {}

    public static void main(String[] arguments) {
        List<byte[]> records = records();
        for (int round = 1; round <= 6; round++) {
            PipelineFixture path = new PipelineFixture();
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < RECORDS; i++) {
                path.accept(records.get(i), START.plusMillis(i));
            }
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,.0f requests per CPU-second of the thread, %d absorbed%n",
                    round,
                    (double) RECORDS * SPANS * 1e9 / nanos,
                    path.tally().absorbed());
        }
    }

    private static List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            List<VllmSpanFixture> spans = new ArrayList<>();
            for (int j = 0; j < SPANS; j++) {
                long number = (long) i * SPANS + j;
                spans.add(VllmSpanFixture.requestEndedAt(START.plusMillis(i), number)
                        .withTokens(100 + number % 3_000, 2 + number % 700)
                        .with("gen_ai.latency.time_in_model_prefill", 0.09)
                        .with("gen_ai.latency.time_in_model_decode", 1.0)
                        .with("gen_ai.latency.time_in_model_inference", 1.09)
                        .with("gen_ai.request.max_tokens", 700L)
                        .withLatencies(Duration.ofMillis(20 + number % 500), Duration.ofMillis(600 + number % 9_000)));
            }
            records.add(VllmSpanFixture.recordOfOneResource(spans));
        }
        return records;
    }
}
