// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import java.util.Set;

/** Headroom's own event: protobuf, JSON, and as a CloudEvent. */
public final class EventTarget extends DecoderTarget {
    /** As the fuzzer makes it. */
    public EventTarget() {
        super(
                Set.of(
                        NativeEventDecoder.class,
                        NativeEventJsonDecoder.class,
                        CloudEventsDecoder.class,
                        ByDeclaredFormat.class),
                "com.google.protobuf.**");
    }
}
