// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import java.util.Map;

/** A Collector's metrics about its own scrapes. */
final class CollectorMetrics implements ServerMetrics {
    @Override
    public Map<String, Meaning> asShown() {
        return Map.of("up", Meaning.UP);
    }
}
