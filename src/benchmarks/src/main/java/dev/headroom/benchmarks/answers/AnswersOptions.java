// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.traffic.BenchFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is measured and how often.
 *
 * @param rounds how often each server is measured
 * @param warmUp saturation before measuring
 * @param lasts each of the two loops
 * @param perSecond calls a second of the open loop
 * @param fleet whose replicas are asked for
 * @param connections of the client when it saturates
 * @param inFlight calls when it saturates
 * @param jvmOptions of both servers
 * @param properties of the service beside its own
 */
record AnswersOptions(
        int rounds,
        Duration warmUp,
        Duration lasts,
        double perSecond,
        BenchFleet fleet,
        int connections,
        int inFlight,
        List<String> jvmOptions,
        Map<String, String> properties) {
    AnswersOptions {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
