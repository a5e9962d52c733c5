// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.traffic.BenchFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is measured and how often.
 *
 * @param rounds how often each workload is woken
 * @param fleet whose workloads sleep
 * @param services replicas of the service; one of them plans
 * @param longestPause between two wakes; how long each is, chance says
 * @param seed of the order and the pauses
 * @param jvmOptions of the service
 * @param properties of the service beside its own
 */
record WakeOptions(
        int rounds,
        BenchFleet fleet,
        int services,
        Duration longestPause,
        long seed,
        List<String> jvmOptions,
        Map<String, String> properties) {
    WakeOptions {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
