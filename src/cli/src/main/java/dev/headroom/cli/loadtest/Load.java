// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import java.util.OptionalDouble;

/**
 * The load of a measured point.
 *
 * @param inFlight requests in flight: held by the tool, or measured by it; empty when not stated
 * @param offeredPerSecond requests a second that the tool sent, whatever came back; empty when it waited for answers
 */
public record Load(OptionalDouble inFlight, OptionalDouble offeredPerSecond) {
    /** A number of users, each of whom sends a request when the one before has ended. */
    public static Load closed(double users) {
        return new Load(OptionalDouble.of(users), OptionalDouble.empty());
    }

    /** Requests at a rate. */
    public static Load open(double perSecond) {
        return new Load(OptionalDouble.empty(), OptionalDouble.of(perSecond));
    }

    /** Requests at a rate, of which a mean number was in flight. */
    public static Load open(double perSecond, OptionalDouble meanInFlight) {
        return new Load(meanInFlight, OptionalDouble.of(perSecond));
    }

    /** The tool does not say. */
    public static Load unstated() {
        return new Load(OptionalDouble.empty(), OptionalDouble.empty());
    }
}
