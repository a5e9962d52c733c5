// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import java.util.HashSet;
import java.util.Set;

/** What gateways write of requests in JSON of their own: every format that comes in JSON alone. */
public final class GatewayLogTarget extends DecoderTarget {
    /** As the fuzzer makes it. */
    public GatewayLogTarget() {
        super(decoders(), "com.fasterxml.jackson.core.**");
    }

    private static Set<Class<? extends Decoder>> decoders() {
        Set<Class<? extends Decoder>> decoders = new HashSet<>();
        for (TelemetryFormat format : TelemetryFormats.ALL) {
            if (!(format.asUsual() instanceof ByDeclaredFormat)) {
                decoders.add(format.asUsual().getClass());
            }
        }
        return decoders;
    }
}
