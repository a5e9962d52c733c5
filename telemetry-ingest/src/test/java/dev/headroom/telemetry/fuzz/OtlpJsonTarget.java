// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.telemetry.decode.OtlpJsonDecoder;
import java.util.Set;

/** The same in OTLP's JSON, as a Collector may write it. */
public final class OtlpJsonTarget extends DecoderTarget {
    /** As the fuzzer makes it. */
    public OtlpJsonTarget() {
        super(Set.of(OtlpJsonDecoder.class), "com.fasterxml.jackson.core.**");
    }
}
