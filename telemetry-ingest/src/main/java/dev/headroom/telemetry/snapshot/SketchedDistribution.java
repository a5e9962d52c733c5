// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.sketch.QuantileSketch;
import java.util.OptionalDouble;

/**
 * A distribution read from a sketch.
 *
 * @param sketch handed over for good: it does not change any more
 */
record SketchedDistribution(QuantileSketch sketch) implements Distribution {
    @Override
    public long count() {
        return sketch.count();
    }

    @Override
    public OptionalDouble valueAt(double percentile) {
        return sketch.valueAt(percentile);
    }

    @Override
    public long countAtMost(double value) {
        return sketch.countAtMost(value);
    }

    @Override
    public OptionalDouble mean() {
        return sketch.mean();
    }

    @Override
    public DistributionFigures figures() {
        return new DistributionFigures(sketch.zeros(), sketch.sumOfMillionths(), sketch.firstBin(), sketch.binCounts());
    }
}
