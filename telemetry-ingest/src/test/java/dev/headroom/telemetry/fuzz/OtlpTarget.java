// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.util.Set;

/** Spans, metrics and log entries in OTLP's protobuf. */
public final class OtlpTarget extends DecoderTarget {
    /** As the fuzzer makes it. */
    public OtlpTarget() {
        super(
                Set.of(OtlpSpanDecoder.class, ServerMetricsDecoder.class, EnvoyLogDecoder.class),
                "com.google.protobuf.**");
    }
}
