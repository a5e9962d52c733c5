// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What the model of step times says of one engine under kinds of traffic, each at three shares of saturation. */
final class CapacityFigures {
    private static final Performance.StepTime H100 =
            new Performance.StepTime(8.04, 0.0120, 5.36e-5, 0.0247, 3.37, 1.90e-4);
    private static final double[] SHARES = {0.1, 0.5, 0.9};
    private static final double[] PERCENTILES = {50, 95, 99};

    /** Lengths over the mean of an exponential distribution, at each of the percentiles. */
    private static final Lengths LENGTHS = Lengths.of(
            List.of(0.01, 0.05, 0.16, 0.29, 0.43, 0.69, 1.05, 1.39, 1.90, 2.30, 2.60, 2.60, 2.60, 2.60, 2.60));

    private CapacityFigures() {}

    /**
     * A kind of traffic at an engine.
     *
     * @param slots most sequences of the engine
     * @param kvTokens of its cache; 0 for no limit
     */
    record Scene(String name, TrafficShape shape, int slots, long kvTokens) {
        private CapacityModel model() {
            OptionalLong cache = kvTokens == 0 ? OptionalLong.empty() : OptionalLong.of(kvTokens);
            return new StepTimeModel(H100, new ServingProfile.EngineLimits(1, slots, cache, 2048));
        }

        /** A line a share of saturation. */
        List<String> rows() {
            CapacityModel model = model();
            ReplicaCapacity most = model.saturation(shape);
            List<String> rows = new ArrayList<>();
            for (double share : SHARES) {
                double rate = share * most.requestsPerSecond();
                List<Double> figures = new ArrayList<>(List.of(rate));
                ExpectedLatency mean = model.latencyAt(shape, rate).orElseThrow();
                figures.addAll(List.of(
                        mean.timeToFirstToken(), mean.interTokenLatency(), mean.endToEnd(), mean.concurrency()));
                for (Signal signal : Signal.values()) {
                    for (double percentile : PERCENTILES) {
                        figures.add(model.percentileAt(shape, rate, signal, percentile)
                                .orElseThrow());
                    }
                }
                rows.add(name + "," + share + ","
                        + figures.stream()
                                .map(figure -> String.format(Locale.ROOT, "%.9g", figure))
                                .collect(Collectors.joining(",")));
            }
            return rows;
        }
    }

    static List<Scene> scenes() {
        TrafficShape alike = new TrafficShape(1024, 256, Arrivals.POISSON);
        TrafficShape mixed = alike.with(new Spread(LENGTHS, LENGTHS, 0));
        TrafficShape bursts = alike.with(new Spread(LENGTHS, LENGTHS, 1));
        TrafficShape even = alike.with(new Spread(LENGTHS, LENGTHS, -0.05));
        TrafficShape longPrompts = new TrafficShape(6000, 64, Arrivals.POISSON).with(new Spread(LENGTHS, LENGTHS, 0.3));
        TrafficShape oneToken = new TrafficShape(300, 1, Arrivals.POISSON);
        return List.of(
                new Scene("steady", new TrafficShape(1024, 256, Arrivals.STEADY), 128, 0),
                new Scene("steady-long-prompts", new TrafficShape(6000, 64, Arrivals.STEADY), 128, 0),
                new Scene("alike", alike, 128, 0),
                new Scene("mixed", mixed, 128, 0),
                new Scene("bursts", bursts, 128, 0),
                new Scene("even", even, 128, 0),
                new Scene("long-prompts", longPrompts, 128, 0),
                new Scene("few-slots", mixed, 16, 0),
                new Scene("small-cache", bursts, 128, 46_080),
                new Scene("one-token", oneToken, 128, 0));
    }
}
