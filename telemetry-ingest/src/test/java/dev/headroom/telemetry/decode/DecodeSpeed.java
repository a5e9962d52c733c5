// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how many of vLLM's spans per CPU-second are decoded, 64 a record, in protobuf and in JSON; a program, not a test. */
final class DecodeSpeed {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RECORDS = 500;
    private static final int SPANS = 64;
    private static final int ROUNDS = 12;
    private static final int TIMES_A_ROUND = 8;

    private DecodeSpeed() {}

    public static void main(String[] arguments) {
        List<byte[]> protobuf = new ArrayList<>();
        List<byte[]> json = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            List<OtlpSpan> spans = spans(i);
            protobuf.add(OtlpSpan.recordOfOneResource(spans));
            json.add(OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(spans)));
        }
        print("protobuf", new OtlpSpanDecoder(), protobuf);
        print("JSON, a resource a span", new OtlpJsonDecoder(OtlpSignal.TRACES, new OtlpSpanDecoder()), json);
    }

    private static void print(String what, Decoder decoder, List<byte[]> records) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long decoded = 0;
            for (int time = 0; time < TIMES_A_ROUND; time++) {
                for (byte[] record : records) {
                    decoded += decoder.decode(record).observations().size();
                }
            }
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            best = Math.max(best, (double) decoded * 1e9 / (double) nanos);
        }
        System.out.printf(Locale.ROOT, "%s: %,.0f spans per CPU-second of the thread, the best round%n", what, best);
    }

    private static List<OtlpSpan> spans(int record) {
        List<OtlpSpan> spans = new ArrayList<>();
        for (int j = 0; j < SPANS; j++) {
            long number = (long) record * SPANS + j;
            spans.add(VllmSpanFixture.requestEndedAt(START.plusMillis(record), number)
                    .withTokens(100 + number % 3_000, 2 + number % 700)
                    .with("gen_ai.latency.time_in_model_prefill", 0.09)
                    .with("gen_ai.latency.time_in_model_decode", 1.0)
                    .with("gen_ai.latency.time_in_model_inference", 1.09)
                    .with("gen_ai.request.max_tokens", 700L)
                    .withLatencies(Duration.ofMillis(20 + number % 500), Duration.ofMillis(600 + number % 9_000))
                    .span());
        }
        return spans;
    }
}
