// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import dev.headroom.fuzz.FuzzTarget;
import java.util.List;

/** All that are made for decoders. */
final class FuzzTargets {
    static final List<FuzzTarget> ALL =
            List.of(new OtlpTarget(), new OtlpJsonTarget(), new EventTarget(), new GatewayLogTarget());

    private FuzzTargets() {}
}
