// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of requests as they are of late. The mean of the whole windows lags a drift of lengths by minutes; the mean of the last
 * minute is noisy. The newer one is believed as far as the two differ by more than chance: not at all within two standard errors,
 * wholly beyond three. Lengths that fall are believed from a standard error later, as too light a request costs more than too heavy a one.
 */
public final class ShapeOfLate {
    /** Standard errors that chance exceeds once in 20 times, and once in 370. */
    private static final double DOUBTFUL = 2;

    private static final double CERTAIN = 3;
    /** Fewer requests say nothing of a mean. */
    private static final long FEWEST = 20;
    /** Percentiles of a normal distribution one standard deviation below and above its mean. */
    private static final double LOW = 15.9;

    private static final double HIGH = 84.1;

    private ShapeOfLate() {}

    /** The shape; empty while no request has ended with an answer. */
    public static Optional<TrafficShape> of(WorkloadSnapshot snapshot) {
        return TrafficShapes.of(snapshot).map(shape -> of(shape, snapshot.now(), snapshot.recent()));
    }

    private static TrafficShape of(TrafficShape shape, Reading now, Reading recent) {
        double input = shape.inputTokens() * factor(now.inputTokens(), recent.inputTokens());
        double output = shape.outputTokens() * factor(now.outputTokens(), recent.outputTokens());
        double toCompute = shape.inputTokens() > 0 ? shape.tokensToCompute() / shape.inputTokens() * input : 0;
        TrafficShape.Spread spread = new TrafficShape.Spread(
                lengths(now.inputTokens(), recent.inputTokens(), shape.spread().prompt()),
                lengths(
                        now.outputTokens(),
                        recent.outputTokens(),
                        shape.spread().output()),
                shape.spread().burstSeconds());
        return new TrafficShape(input, Math.min(input, toCompute), output, shape.arrivals(), spread);
    }

    /** A mixture of old and new lengths is wider than either: of late counts as far as its mean does. */
    private static TrafficShape.Lengths lengths(Distribution now, Distribution recent, TrafficShape.Lengths ofAll) {
        double belief = belief(now, recent);
        if (belief == 0) {
            return ofAll;
        }
        List<Double> late = TrafficShapes.lengths(now).overMean();
        List<Double> mixed = new ArrayList<>();
        for (int i = 0; i < late.size(); i++) {
            mixed.add(belief * late.get(i) + (1 - belief) * ofAll.overMean().get(i));
        }
        return TrafficShape.Lengths.of(mixed);
    }

    /** By how much the mean of late is that of the whole windows; above 0. */
    static double factor(Distribution now, Distribution recent) {
        double newer = now.mean().orElse(0);
        double older = recent.mean().orElse(0);
        return newer > 0 && older > 0 ? 1 + belief(now, recent) * (newer / older - 1) : 1;
    }

    /** How far the lengths of late are believed; 0 to 1. */
    private static double belief(Distribution now, Distribution recent) {
        double newer = now.mean().orElse(0);
        double older = recent.mean().orElse(0);
        if (now.count() < FEWEST || !(newer > 0) || !(older > 0)) {
            return 0;
        }
        double deviation = (now.valueAt(HIGH).orElse(newer) - now.valueAt(LOW).orElse(newer)) / 2;
        // Lengths that are all alike leave the mean as uncertain as the sketch is exact: to 1 %.
        double error = Math.max(deviation / Math.sqrt((double) now.count()), older / 100);
        double deviations = Math.abs(newer - older) / error - (newer < older ? 1 : 0);
        return Math.max(0, Math.min(1, (deviations - DOUBTFUL) / (CERTAIN - DOUBTFUL)));
    }
}
