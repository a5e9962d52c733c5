// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.telemetry.decode.DynamoTraceDecoder;
import dev.headroom.telemetry.decode.KongLogDecoder;
import java.util.Set;

/** What gateways write of requests in JSON of their own. */
public final class GatewayLogTarget extends DecoderTarget {
    /** As the fuzzer makes it. */
    public GatewayLogTarget() {
        super(Set.of(KongLogDecoder.class, DynamoTraceDecoder.class), "com.fasterxml.jackson.core.**");
    }
}
