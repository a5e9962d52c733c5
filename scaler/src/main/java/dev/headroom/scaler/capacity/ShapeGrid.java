// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;

/**
 * Shapes on a logarithmic grid: means within 1 % of the true ones, quantiles of lengths over the mean within 2.5 %, bursts within
 * 0.05 s. Steady shapes, and lengths that are all equal, stay as they are.
 */
final class ShapeGrid {
    private static final double MEANS = 0.02;
    private static final double QUANTILES = 0.05;
    private static final double BURST_SECONDS = 0.1;

    private ShapeGrid() {}

    /** The shape of the grid that is nearest. */
    static TrafficShape nearest(TrafficShape shape) {
        if (shape.arrivals() == TrafficShape.Arrivals.STEADY) {
            return shape;
        }
        double input = nearest(shape.inputTokens(), MEANS);
        double toCompute = shape.tokensToCompute() == shape.inputTokens()
                ? input
                : Math.min(input, nearest(shape.tokensToCompute(), MEANS));
        Spread spread = shape.spread();
        return new TrafficShape(
                input,
                toCompute,
                nearest(shape.outputTokens(), MEANS),
                shape.arrivals(),
                new Spread(
                        nearest(spread.prompt()),
                        nearest(spread.output()),
                        Math.rint(spread.burstSeconds() / BURST_SECONDS) * BURST_SECONDS));
    }

    private static Lengths nearest(Lengths lengths) {
        return lengths.variation() == 0
                ? lengths
                : new Lengths(
                        lengths.overMean().stream()
                                .map(length -> nearest(length, QUANTILES))
                                .toList(),
                        nearest(lengths.variation(), QUANTILES));
    }

    private static double nearest(double value, double step) {
        return value > 0 ? Math.exp(Math.rint(Math.log(value) / step) * step) : value;
    }
}
