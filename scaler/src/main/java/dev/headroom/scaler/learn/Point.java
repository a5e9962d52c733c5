// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.forecast.TrafficShape;
import java.util.Optional;

/**
 * Where a belief will be used: what is well known at one load may be a guess at ten times of it.
 *
 * @param shape of the requests
 * @param inFlight sequences on a replica there; above 0, e.g. the concurrency of its capacity in the last turn
 */
public record Point(TrafficShape shape, double inFlight) {
    public Point {
        if (!(inFlight > 0)) {
            throw new IllegalArgumentException("a replica in use has more than 0 requests in flight, was " + inFlight);
        }
    }

    /** The point, if a replica carries anything there. */
    public static Optional<Point> of(TrafficShape shape, double inFlight) {
        return inFlight > 0 ? Optional.of(new Point(shape, inFlight)) : Optional.empty();
    }
}
