// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is to be sized.
 *
 * @param profile what one replica can do
 * @param requestsPerSecond to carry; above 0
 * @param shape what one request asks
 * @param objectives to keep; may be empty where there is a ceiling
 * @param perReplica most requests in flight per replica
 * @param gpuHourUsd what a GPU costs for an hour
 */
record SizeRequest(
        ServingProfile profile,
        double requestsPerSecond,
        TrafficShape shape,
        List<Objective> objectives,
        OptionalInt perReplica,
        OptionalDouble gpuHourUsd) {
    SizeRequest {
        objectives = List.copyOf(objectives);
    }
}
