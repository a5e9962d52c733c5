// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import dev.headroom.fuzz.FuzzTarget;
import dev.headroom.scaler.edge.grpc.CallTarget;
import java.util.List;

/** All that are made for what the service is sent, beside telemetry. */
final class ScalerFuzzTargets {
    static final List<FuzzTarget> ALL = List.of(new PolicyTarget(), new ProfileTarget(), new CallTarget());

    private ScalerFuzzTargets() {}
}
