// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.Format;
import java.util.List;
import java.util.Map;

/**
 * What is measured and how often.
 *
 * @param formats one after another
 * @param rounds of each
 * @param warmUp requests of each reading that do not count
 * @param requests of each reading that count
 * @param perRecord spans in a record
 * @param fleet whose requests
 * @param jvmOptions of both readers' processes
 * @param properties of the service beside its own
 */
record IngestOptions(
        List<Format> formats,
        int rounds,
        int warmUp,
        int requests,
        int perRecord,
        BenchFleet fleet,
        List<String> jvmOptions,
        Map<String, String> properties) {
    IngestOptions {
        formats = List.copyOf(formats);
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }

    int all() {
        return warmUp + requests;
    }
}
