// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one server did in one round.
 *
 * @param open calls at even distances
 * @param saturated as many calls as it can answer
 * @param saturatedCpu CPU time of the server's process meanwhile
 */
record Measured(LoopResult open, LoopResult saturated, Duration saturatedCpu) {
    /** Calls that a second of the server's CPU time is enough for. */
    OptionalDouble perCpuSecond() {
        return saturatedCpu.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(saturated.answered() * 1e9 / saturatedCpu.toNanos());
    }

    Optional<String> failure() {
        return open.failure().or(saturated::failure);
    }
}
