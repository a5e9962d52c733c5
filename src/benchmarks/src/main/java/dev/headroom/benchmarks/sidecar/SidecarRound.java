// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import java.time.Duration;

/**
 * Both ways, one after the other.
 *
 * @param load of the machine before
 * @param direct from server to client
 * @param through with the sidecar between
 * @param cpu that the sidecar used meanwhile
 */
record SidecarRound(double load, StreamClient.Result direct, StreamClient.Result through, Duration cpu) {
    double added(double percentile) {
        return through.events().millisAt(percentile) - direct.events().millisAt(percentile);
    }

    /** The same between the seconds in the middle of both. */
    double addedInAMiddlingSecond(double percentile) {
        return through.millisOfAMiddlingSecondAt(percentile) - direct.millisOfAMiddlingSecondAt(percentile);
    }

    double addedToFirsts(double percentile) {
        return through.firsts().millisAt(percentile) - direct.firsts().millisAt(percentile);
    }

    /** CPU time that an event costs the sidecar, in microseconds. */
    double microsAnEvent() {
        return cpu.toNanos()
                / 1e3
                / (through.events().count() + through.firsts().count());
    }
}
