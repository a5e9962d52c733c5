// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that was learnt of a workload's replicas, in plain figures: {@link LearntCapacity} goes on from it as if it had not been
 * interrupted, but for the last minutes of each replica.
 *
 * @param classes by class of hardware
 * @param replicas those heard of lately
 */
public record LearntMemory(List<OfClass> classes, List<OfReplica> replicas) {
    /** Nothing. */
    public static final LearntMemory NOTHING = new LearntMemory(List.of(), List.of());

    public LearntMemory {
        classes = List.copyOf(classes);
        replicas = List.copyOf(replicas);
    }

    /**
     * One class.
     *
     * @param hardware empty where replicas are not told apart
     * @param engine what was learnt of it
     */
    public record OfClass(Optional<String> hardware, OfEngine engine) {}

    /**
     * One engine.
     *
     * @param stretches learnt from; 0 or more
     * @param predictionError mean relative error of prediction; 0 or more
     * @param fitted logarithms of the six coefficients over the prior's
     * @param answered the same of those that are answered
     * @param limits sums from which the limits of the scheduler are told
     * @param places mean rows, at most {@link Evidence#MOST_PLACES}
     */
    public record OfEngine(
            long stretches,
            double predictionError,
            List<Double> fitted,
            List<Double> answered,
            List<Double> limits,
            List<OfPlace> places) {
        public OfEngine {
            fitted = List.copyOf(fitted);
            answered = List.copyOf(answered);
            limits = List.copyOf(limits);
            places = List.copyOf(places);
            requireFigures(fitted, LogFit.SIZE, "fitted");
            requireFigures(answered, LogFit.SIZE, "answered");
            requireFigures(limits, LimitsSeen.FIGURES, "limits");
            if (places.size() > Evidence.MOST_PLACES) {
                throw new IllegalArgumentException(
                        "places must be at most " + Evidence.MOST_PLACES + ", were " + places.size());
            }
        }
    }

    /**
     * What was seen around one load.
     *
     * @param key of the load
     * @param seen when it was last visited
     * @param figures weights of both rows, then the cells of both
     */
    public record OfPlace(long key, Instant seen, List<Double> figures) {
        public OfPlace {
            figures = List.copyOf(figures);
            requireFigures(figures, 2 * Rows.CELLS + 2, "figures of a place");
        }
    }

    /**
     * One replica.
     *
     * @param name as telemetry knows it
     * @param firstSeen when its first stretch began
     * @param taken up to when its stretches are learnt from
     * @param hardware its class; empty where it is not known
     */
    public record OfReplica(String name, Instant firstSeen, Instant taken, Optional<String> hardware) {}

    /** Another version may have learnt other figures. */
    private static void requireFigures(List<Double> figures, int count, String name) {
        if (figures.size() != count || !figures.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(name + " must be " + count + " finite figures, were " + figures);
        }
    }
}
