// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.traffic.Arrival;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a person asked the demo for.
 *
 * @param minutes real minutes until it ends by itself; empty means never
 * @param speed virtual seconds a real second
 * @param colour whether broken promises may be shown in colour
 * @param json whether the summary goes to standard output as JSON, and the table to standard error
 * @param trace arrivals to replay instead of the evening peak
 */
record DemoOptions(OptionalDouble minutes, double speed, boolean colour, boolean json, Optional<List<Arrival>> trace) {
    /** How long the peak takes when nobody says. */
    private static final double DEFAULT_MINUTES = 6;

    DemoOptions {
        trace = trace.map(List::copyOf);
    }

    double peakMinutes() {
        return minutes.orElse(DEFAULT_MINUTES);
    }
}
