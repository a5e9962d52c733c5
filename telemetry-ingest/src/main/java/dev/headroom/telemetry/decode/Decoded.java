// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import java.util.List;
import java.util.Map;

/**
 * The content of one record.
 *
 * @param observations readable observations of requests, in the record's order
 * @param readings readable server readings, in the record's order
 * @param skipped how many things could not or need not be read; reasons without any are absent
 */
public record Decoded(
        List<RequestObservation> observations, List<ServerReading> readings, Map<SkipReason, Integer> skipped) {
    public Decoded {
        observations = List.copyOf(observations);
        readings = List.copyOf(readings);
        skipped = Map.copyOf(skipped);
    }

    static Decoded ofRequests(List<RequestObservation> observations, Map<SkipReason, Integer> skipped) {
        return new Decoded(observations, List.of(), skipped);
    }

    static Decoded ofServers(List<ServerReading> readings, Map<SkipReason, Integer> skipped) {
        return new Decoded(List.of(), readings, skipped);
    }

    static Decoded of(RequestObservation observation) {
        return ofRequests(List.of(observation), Map.of());
    }

    static Decoded skipped(SkipReason reason) {
        return ofRequests(List.of(), Map.of(reason, 1));
    }
}
