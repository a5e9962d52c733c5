// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import java.util.Map;

/** What a Collector says of its own scrapes. */
final class CollectorMetrics implements ServerMetrics {
    @Override
    public Map<String, Meaning> asShown() {
        return Map.of("up", Meaning.UP);
    }
}
