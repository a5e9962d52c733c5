// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies that Headroom is compared with: B0 to B15 of the benchmark's protocol. Each is sized from a {@link SetUp} and nothing
 * else. Where a source can be read in two ways, the one that favours the baseline is taken, and the law's Javadoc says so.
 */
public final class Baselines {
    /** What people who size by the mean add to it. */
    private static final double OVER_MEAN = 1.3;

    private Baselines() {}

    /** All of them, in the protocol's order. */
    public static List<BaselineFamily> families() {
        return Stream.of(
                        constant(),
                        KedaBaselines.families(),
                        ModelBaselines.families(),
                        ControllerBaselines.families(),
                        LearningBaselines.families())
                .flatMap(List::stream)
                .toList();
    }

    /** Every family as shipped, and in the other readings the protocol asks for. */
    public static List<PolicyVariant> catalogue() {
        return families().stream().flatMap(family -> family.variants().stream()).toList();
    }

    /** The family with an id. */
    public static BaselineFamily family(String policy) {
        return families().stream()
                .filter(family -> family.policy().equals(policy))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no baseline has the id '" + policy + "'; there are "
                        + families().stream().map(BaselineFamily::policy).collect(Collectors.joining(", "))));
    }

    /** B0: no autoscaler at all. */
    private static List<BaselineFamily> constant() {
        BaselineFamily peak = new BaselineFamily("B0-peak", "static at the peak", Baselines::peak);
        BaselineFamily mean = new BaselineFamily("B0-mean", "static at 1.3 x the mean", Baselines::mean);
        for (double factor : new double[] {0.7, 0.85, 1, 1.2, 1.5}) {
            peak.tuned("factor=" + factor, (setUp, knob) -> peak(setUp, knob * factor));
            mean.tuned("factor=" + factor, (setUp, knob) -> mean(setUp, knob * factor));
        }
        return List.of(peak, mean);
    }

    private static ScalingPolicy peak(SetUp setUp, double knob) {
        return new StaticReplicas(setUp.replicasFor(knob * setUp.training().peakPerSecond()));
    }

    private static ScalingPolicy mean(SetUp setUp, double knob) {
        return new StaticReplicas(
                setUp.replicasFor(knob * OVER_MEAN * setUp.training().meanPerSecond()));
    }
}
