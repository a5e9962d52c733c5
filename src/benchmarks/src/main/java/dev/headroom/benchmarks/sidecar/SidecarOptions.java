// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is measured and how often.
 *
 * @param rounds how often both ways are measured
 * @param warmUp rounds before those that count
 * @param lasts each way, in each round
 * @param streams at once
 * @param eventsPerSecond of each stream
 * @param jvmOptions of the sidecar
 * @param properties of the sidecar beside its own
 */
record SidecarOptions(
        int rounds,
        int warmUp,
        Duration lasts,
        int streams,
        double eventsPerSecond,
        List<String> jvmOptions,
        Map<String, String> properties) {
    private static final double NANOS_PER_SECOND = 1e9;

    SidecarOptions {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }

    long periodNanos() {
        return Math.round(NANOS_PER_SECOND / eventsPerSecond);
    }

    int eventsOfAStream() {
        return Math.max(2, (int) (lasts.toNanos() / periodNanos()));
    }

    /** Streams begin within the time between two events of one, so that those of all are spread evenly; and at most 1,000 a second. */
    Duration opening() {
        return Duration.ofNanos(Math.max(periodNanos(), streams * 1_000_000L));
    }
}
