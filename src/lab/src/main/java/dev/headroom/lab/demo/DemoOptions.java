// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.traffic.Arrival;
import java.nio.file.Path;
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
 * @param trace arrivals to replay instead of the story's
 */
public record DemoOptions(
        OptionalDouble minutes, double speed, boolean colour, boolean json, Optional<List<Arrival>> trace) {
    /** How long the story takes at least unless the user says otherwise. */
    private static final double LEAST_STORY_MINUTES = 6;
    /** Of virtual time, at a low speed. */
    private static final double VIRTUAL_HOUR_MINUTES = 60;

    public DemoOptions {
        trace = trace.map(List::copyOf);
    }

    /** Virtual minutes that the story needs to end well. */
    public static long shortestStoryMinutes() {
        return StoryTraffic.shortest().toMinutes();
    }

    /** The same with the arrivals of a trace; throws {@code BadInputException} where the file holds none. */
    public DemoOptions replaying(Path file) {
        return new DemoOptions(minutes, speed, colour, json, Optional.of(TraceSource.read(file)));
    }

    double storyMinutes() {
        return minutes.orElse(Math.max(LEAST_STORY_MINUTES, VIRTUAL_HOUR_MINUTES / speed));
    }
}
