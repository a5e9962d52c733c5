// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * A side's regret: its GPU-hours at the matched attainment over those of the clairvoyant path, which keeps the same attainment.
 *
 * @param side whose
 * @param cells one a setting in which the clairvoyant path is known
 */
public record Regrets(Side side, List<OfSetting> cells) {
    /**
     * One setting's.
     *
     * @param setting where
     * @param regret mean over seeds; empty where the attainment is not reached with every seed
     */
    public record OfSetting(Setting setting, OptionalDouble regret) {}

    public Regrets {
        cells = List.copyOf(cells);
    }

    static Regrets of(Curves curves, Side side, double attainment) {
        List<OfSetting> cells = new ArrayList<>();
        for (Setting setting : curves.settings()) {
            SortedMap<Long, Curve> seeds = curves.of(setting, side);
            boolean known = seeds.values().stream()
                    .allMatch(curve ->
                            curve.asGiven().bounds().clairvoyantGpuHours().isPresent());
            if (!seeds.isEmpty() && known) {
                cells.add(new OfSetting(setting, mean(seeds, attainment)));
            }
        }
        return new Regrets(side, cells);
    }

    private static OptionalDouble mean(SortedMap<Long, Curve> seeds, double attainment) {
        double sum = 0;
        for (Curve curve : seeds.values()) {
            Matched cost = curve.front().costAt(attainment);
            if (!cost.reached()) {
                return OptionalDouble.empty();
            }
            sum += curve.asGiven().bounds().regretOf(cost.figure()).orElseThrow();
        }
        return OptionalDouble.of(sum / seeds.size());
    }

    /** Median over foreseeable settings; see {@link #median(Predicate)}. */
    public OptionalDouble foreseeableMedian() {
        return median(Setting::foreseeable);
    }

    /** Median over unforeseeable settings; see {@link #median(Predicate)}. */
    public OptionalDouble unforeseeableMedian() {
        return median(setting -> !setting.foreseeable());
    }

    /**
     * Median over some settings. One in which the attainment is not reached counts as worse than any figure; empty where none is left,
     * infinite where the median falls on such a setting.
     */
    OptionalDouble median(Predicate<Setting> which) {
        double[] sorted = cells.stream()
                .filter(cell -> which.test(cell.setting()))
                .mapToDouble(cell -> cell.regret().orElse(Double.POSITIVE_INFINITY))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
