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

    /** 250 streams begin each second, so that events of all are spread evenly, and begin more often than at any server. */
    Duration opening() {
        return Duration.ofNanos(Math.max(periodNanos(), streams * 4_000_000L));
    }
}
