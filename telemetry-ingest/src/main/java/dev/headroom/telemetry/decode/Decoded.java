// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.RequestObservation;
import java.util.List;
import java.util.Map;

/**
 * What one record held.
 *
 * @param observations what could be read, in the record's order
 * @param skipped how many things could not or need not be read; reasons without any are absent
 */
public record Decoded(List<RequestObservation> observations, Map<SkipReason, Integer> skipped) {
    public Decoded {
        observations = List.copyOf(observations);
        skipped = Map.copyOf(skipped);
    }

    static Decoded of(RequestObservation observation) {
        return new Decoded(List.of(observation), Map.of());
    }

    static Decoded skipped(SkipReason reason) {
        return new Decoded(List.of(), Map.of(reason, 1));
    }
}
