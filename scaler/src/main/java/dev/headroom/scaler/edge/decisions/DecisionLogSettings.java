// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where decisions are written down, and how many.
 *
 * @param file the newest of them; its folder must be there
 * @param mostBytes size beyond which a file is put aside; above 0
 * @param kept files that were put aside and are kept, the newest as {@code FILE.1}; 0 or more
 * @param every a workload's decision is written at least so often, though nothing changed; above 0
 */
public record DecisionLogSettings(Path file, long mostBytes, int kept, Duration every) {
    public DecisionLogSettings {
        if (mostBytes <= 0 || kept < 0 || every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("headroom.decisions needs max-bytes above 0, kept of 0 or more and every"
                    + " above 0, were " + mostBytes + ", " + kept + " and " + every);
        }
    }
}
