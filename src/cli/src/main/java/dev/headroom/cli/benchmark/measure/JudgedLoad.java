// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.Optional;

/**
 * A load that was held, judged.
 *
 * @param result its figures
 * @param broken one sentence where the load was too high; empty where it was carried
 */
public record JudgedLoad(StepResult result, Optional<String> broken) {
    /** Whether every promise was kept. */
    public boolean kept() {
        return broken.isEmpty();
    }

    double load() {
        return result.step().load();
    }
}
