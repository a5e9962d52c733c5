// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.slo.Objective;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures over time, one list each, all as long as {@code begins}. Unknown values are NaN.
 *
 * @param begins when each span begins, oldest first
 * @param figures each figure's value in each span
 * @param latencies seconds at the percentile of each objective in each span; objectives of earlier policies among them
 */
public record Series(
        List<Instant> begins, Map<DrawnFigure, List<Float>> figures, Map<Objective, List<Float>> latencies) {
    public Series {
        begins = List.copyOf(begins);
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
        latencies = Collections.unmodifiableMap(new LinkedHashMap<>(latencies));
    }
}
