// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The policies that Headroom is compared with: B0 to B15 of the benchmark's protocol. Each is sized from a {@link SetUp} and nothing
 * else. Where a source can be read in two ways, the one that favours the baseline is taken, and the law's Javadoc says so.
 */
public final class Baselines {
    /** Values of the knob for a Pareto sweep. */
    public static final List<Double> KNOBS = List.of(0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0);

    private Baselines() {}

    /** All of them, in the protocol's order. */
    public static List<BaselineFamily> families() {
        return Stream.of(
                        StaticBaselines.families(),
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
                        + String.join(
                                ", ",
                                families().stream().map(BaselineFamily::policy).toList())));
    }
}
