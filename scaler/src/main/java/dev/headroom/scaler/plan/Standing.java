// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.OptionalDouble;

/**
 * Where an objective stands.
 *
 * @param objective which
 * @param observedSeconds what its percentile of the requests got of late; empty while none ended
 */
public record Standing(Objective objective, OptionalDouble observedSeconds) {
    static Standing of(Objective objective, Reading now) {
        Distribution distribution = switch (objective.signal()) {
            case TTFT -> now.timeToFirstToken();
            case ITL -> now.interTokenLatency();
            case E2E -> now.endToEnd();
        };
        return new Standing(objective, distribution.valueAt(objective.percentile()));
    }

    /** Whether the requests of late got worse than was promised. */
    public boolean violated() {
        return observedSeconds.isPresent() && observedSeconds.getAsDouble() > objective.limitSeconds();
    }
}
