// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.report.Latencies;

/**
 * What one replica of the service told in a round, each from the send of the event.
 *
 * @param plans whether it planned for all
 * @param streams until a push stream said true
 * @param answers until GetMetrics answered 1 or more
 */
record Seen(boolean plans, Latencies streams, Latencies answers) {
    String role() {
        return plans ? "plans" : "reads plans";
    }
}
