// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.OptionalDouble;

/**
 * What came of one episode. As JSON it is one flat object, and read again the same row, to the last bit of its numbers.
 *
 * @param cell that was run
 * @param kept of the promise
 * @param cost in GPUs
 * @param bounds of that cost
 * @param moves of the fleet
 * @param service to users
 * @param causes where misses lie
 */
@JsonPropertyOrder({"cell", "kept", "cost", "bounds", "regret", "service", "moves", "causes"})
public record ResultRow(
        @JsonUnwrapped Cell cell,
        @JsonUnwrapped Kept kept,
        @JsonUnwrapped Cost cost,
        @JsonUnwrapped Bounds bounds,
        @JsonUnwrapped Moves moves,
        @JsonUnwrapped Service service,
        @JsonUnwrapped Causes causes)
        implements Comparable<ResultRow> {
    /**
     * Shares of the requests due that got what was promised, 0 to 1; failed and overdue ones count as missed.
     *
     * @param all of the limits together: the figure that counts
     * @param ttft time to first token
     * @param itl time between tokens
     * @param e2e end to end
     */
    public record Kept(
            @JsonProperty("attainment") double all,
            @JsonProperty("attainmentTtft") double ttft,
            @JsonProperty("attainmentItl") double itl,
            @JsonProperty("attainmentE2e") double e2e) {
        public Kept {
            for (double share : new double[] {all, ttft, itl, e2e}) {
                require(share >= 0 && share <= 1, "attainment must be 0 to 1", share);
            }
        }
    }

    /**
     * What an episode cost.
     *
     * @param gpuHours from binding a GPU to releasing it, start and drain included
     * @param meanReplicas of the Deployment's specification over the scored time
     * @param wastedGpuSeconds of them, in start and drain
     */
    public record Cost(double gpuHours, double meanReplicas, double wastedGpuSeconds) {
        public Cost {
            requireNotNegative("gpuHours", gpuHours);
            requireNotNegative("meanReplicas", meanReplicas);
            requireNotNegative("wastedGpuSeconds", wastedGpuSeconds);
        }
    }

    /**
     * What the same traffic costs who knows it beforehand; each empty where it was not searched for.
     *
     * @param clairvoyantGpuHours of the cheapest replica path found that keeps 99 %
     * @param fluidGpuHours below which no path can be
     * @param ranOut whether the search ended because it was given no more: there may be a cheaper path
     */
    public record Bounds(
            @JsonProperty("boundGpuHours") OptionalDouble clairvoyantGpuHours,
            OptionalDouble fluidGpuHours,
            @JsonProperty("boundSearchRanOut") boolean ranOut) {
        /** Nothing known. */
        public static final Bounds UNKNOWN = new Bounds(OptionalDouble.empty(), OptionalDouble.empty(), false);

        public Bounds {
            clairvoyantGpuHours.ifPresent(hours ->
                    require(hours > 0 && Double.isFinite(hours), "clairvoyantGpuHours must be above 0", hours));
            fluidGpuHours.ifPresent(hours -> requireNotNegative("fluidGpuHours", hours));
        }

        /** GPU-hours over those of the clairvoyant path; below 1 where fewer promises were kept than the path keeps. */
        public OptionalDouble regretOf(double gpuHours) {
            return clairvoyantGpuHours.isPresent()
                    ? OptionalDouble.of(gpuHours / clairvoyantGpuHours.getAsDouble())
                    : OptionalDouble.empty();
        }
    }

    /**
     * How calmly a fleet was led.
     *
     * @param scaleEvents changes of the replica count
     * @param reversals changes of direction within one lead time
     * @param killed requests that were in flight when their pod was ended
     */
    public record Moves(int scaleEvents, int reversals, long killed) {
        public Moves {
            requireNotNegative("scaleEvents", scaleEvents);
            requireNotNegative("reversals", reversals);
            require(killed >= 0, "killed must be 0 or more", killed);
        }
    }

    /**
     * What users met with. A percentile is empty where nothing was measured.
     *
     * @param requests due in the scored time
     * @param violations of them whose promise was broken
     * @param violationsAboveBound violations over those of the clairvoyant path; negative where there were fewer
     * @param goodputPerSecond requests with promise kept
     * @param ttftP99Seconds time to first token
     * @param itlP99Seconds time between tokens
     * @param e2eP99Seconds end to end
     */
    public record Service(
            long requests,
            long violations,
            long violationsAboveBound,
            double goodputPerSecond,
            OptionalDouble ttftP99Seconds,
            OptionalDouble itlP99Seconds,
            OptionalDouble e2eP99Seconds) {
        public Service {
            require(violations >= 0, "violations must be 0 or more", violations);
            requireNotNegative("goodputPerSecond", goodputPerSecond);
            require(violations <= requests, "violations must be at most the " + requests + " requests", violations);
        }
    }

    /**
     * Where an episode's misses lie, and how far its fleet was from what the load needed by the load test.
     *
     * @param signals requests that missed each part of the promise; one may miss several
     * @param phases requests that missed anything, by where the load went as they came
     * @param scaling the same, by what the fleet was doing
     * @param surplus ready replicas above the need, in the mean over the scored time
     * @param shortage ready replicas below it, likewise
     */
    public record Causes(
            @JsonUnwrapped Signals signals,
            @JsonUnwrapped Phases phases,
            @JsonUnwrapped Scaling scaling,
            @JsonProperty("surplusReplicas") double surplus,
            @JsonProperty("shortReplicas") double shortage) {
        /** Nothing was missed, or nothing is known. */
        public static final Causes NONE =
                new Causes(new Signals(0, 0, 0), new Phases(0, 0, 0), new Scaling(0, 0, 0), 0, 0);

        public Causes {
            requireNotNegative("surplus", surplus);
            requireNotNegative("shortage", shortage);
        }
    }

    /**
     * Misses by part of the promise.
     *
     * @param ttft time to first token
     * @param itl time between tokens
     * @param e2e end to end
     */
    public record Signals(
            @JsonProperty("missedTtft") long ttft,
            @JsonProperty("missedItl") long itl,
            @JsonProperty("missedE2e") long e2e) {}

    /**
     * Misses by the load: minutes after against minutes before.
     *
     * @param rise a sixth more
     * @param level about as much
     * @param fall a sixth less
     */
    public record Phases(
            @JsonProperty("missedInRise") long rise,
            @JsonProperty("missedInLevel") long level,
            @JsonProperty("missedInFall") long fall) {}

    /**
     * Misses by the fleet.
     *
     * @param starting replicas were on their way
     * @param afterFall some had been taken away within two minutes
     * @param settled neither
     */
    public record Scaling(
            @JsonProperty("missedWhileStarting") long starting,
            @JsonProperty("missedAfterFall") long afterFall,
            @JsonProperty("missedWhenSettled") long settled) {}

    /** Share of the requests due that got all that was promised. */
    public double attainment() {
        return kept.all();
    }

    /** From binding a GPU to releasing it. */
    public double gpuHours() {
        return cost.gpuHours();
    }

    /** GPU-hours over those of the clairvoyant path; empty where that is not known. */
    @JsonProperty
    public OptionalDouble regret() {
        return bounds.regretOf(cost.gpuHours());
    }

    @Override
    public int compareTo(ResultRow other) {
        return cell.compareTo(other.cell);
    }

    private static void requireNotNegative(String thing, double value) {
        require(value >= 0 && Double.isFinite(value), thing + " must be 0 or more", value);
    }

    private static void require(boolean rule, String sentence, Object value) {
        if (!rule) {
            throw new IllegalArgumentException(sentence + ", was " + value);
        }
    }
}
