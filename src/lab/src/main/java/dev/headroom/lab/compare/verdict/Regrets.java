// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A policy's regret: its GPU-hours at the matched attainment over those of the clairvoyant path, which keeps the same attainment.
 *
 * @param policy whose
 * @param settings in which the clairvoyant path is known
 */
public record Regrets(PolicyForm policy, List<OfSetting> settings) {
    /**
     * One setting's.
     *
     * @param setting where
     * @param regret mean over seeds; empty where the attainment is not reached with every seed
     */
    public record OfSetting(Setting setting, OptionalDouble regret) {}

    public Regrets {
        settings = List.copyOf(settings);
    }

    static Regrets of(Curves curves, PolicyForm policy) {
        List<OfSetting> settings = new ArrayList<>();
        for (Setting setting : curves.settings()) {
            Collection<Curve> seeds = curves.of(setting, policy).values();
            boolean known = seeds.stream()
                    .allMatch(curve ->
                            curve.asGiven().bounds().clairvoyantGpuHours().isPresent());
            if (!seeds.isEmpty() && known) {
                settings.add(new OfSetting(setting, mean(seeds)));
            }
        }
        return new Regrets(policy, settings);
    }

    private static OptionalDouble mean(Collection<Curve> seeds) {
        double sum = 0;
        for (Curve curve : seeds) {
            if (!curve.cost().reached()) {
                return OptionalDouble.empty();
            }
            sum += curve.asGiven().bounds().regretOf(curve.cost().figure()).orElseThrow();
        }
        return OptionalDouble.of(sum / seeds.size());
    }

    /** In how many settings the attainment is not reached. */
    public long notReached() {
        return settings.stream().filter(one -> one.regret().isEmpty()).count();
    }

    /**
     * Median over foreseeable or over unforeseeable settings. One in which the attainment is not reached counts as worse than any
     * figure; empty where there is no such setting, infinite where the median falls on one that is not reached.
     */
    public OptionalDouble median(boolean foreseeable) {
        double[] sorted = settings.stream()
                .filter(one -> one.setting().foreseeable() == foreseeable)
                .mapToDouble(one -> one.regret().orElse(Double.POSITIVE_INFINITY))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
