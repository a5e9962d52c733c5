// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.util.Optional;

/**
 * What one server did in one round.
 *
 * @param open calls at even distances
 * @param saturated as many calls as it can answer
 */
record Measured(LoopResult open, LoopResult saturated) {
    Optional<String> failure() {
        return open.failure().or(saturated::failure);
    }
}
