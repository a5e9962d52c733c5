// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import java.util.List;
import java.util.Locale;

/**
 * What is written to a topic.
 *
 * @param format of the records
 * @param requests all of them
 * @param perRecord requests in a record; native events come one in a record whatever it says
 * @param fleet whose requests
 * @param seed the same seed and time make the same records
 */
public record TrafficPlan(Format format, int requests, int perRecord, BenchFleet fleet, long seed) {
    public TrafficPlan {
        if (requests < 1 || perRecord < 1) {
            throw new IllegalArgumentException(
                    "requests and perRecord must be at least 1, were " + requests + " and " + perRecord);
        }
    }

    /** Requests in all records but the last. */
    public int inRecord() {
        return format == Format.EVENTS ? 1 : perRecord;
    }

    /** How many records there are. */
    public int records() {
        return (requests + inRecord() - 1) / inRecord();
    }

    /** As command-line arguments, for {@link #parse}. */
    public List<String> toArguments() {
        return List.of(
                format.name().toLowerCase(Locale.ROOT),
                Integer.toString(requests),
                Integer.toString(perRecord),
                Integer.toString(fleet.workloads()),
                Integer.toString(fleet.replicas()),
                Long.toString(seed));
    }

    /** Reads what {@link #toArguments} wrote. */
    public static TrafficPlan parse(List<String> arguments) {
        return new TrafficPlan(
                Format.valueOf(arguments.get(0).toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                new BenchFleet(Integer.parseInt(arguments.get(3)), Integer.parseInt(arguments.get(4))),
                Long.parseLong(arguments.get(5)));
    }
}
