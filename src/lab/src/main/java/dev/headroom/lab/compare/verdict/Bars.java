// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The numbers to reach, and whether they are. */
final class Bars {
    /** Regret that foreseeable load may cost, in the median setting. */
    static final double FORESEEABLE_REGRET = 1.25;

    private static final int PERCENT = 100;

    private final Side ours;
    private final List<Regrets> regrets;
    private final SideVerdict bestOfAll;
    private final SideVerdict bestTuned;

    Bars(Side ours, List<Regrets> regrets, SideVerdict bestOfAll, SideVerdict bestTuned) {
        this.ours = ours;
        this.regrets = regrets;
        this.bestOfAll = bestOfAll;
        this.bestTuned = bestTuned;
    }

    List<Bar> all() {
        return List.of(cheaperThanAll(), nearTheBound(), noWorseUnforeseen());
    }

    private Bar cheaperThanAll() {
        String what = "GPU-hours at 99 % attainment below every baseline in at least 80 % of the settings";
        int cells = bestOfAll.cells().size();
        if (cells == 0) {
            return new Bar(what, "no baseline was run", Bar.State.UNKNOWN);
        }
        int won = bestOfAll.count(Outcome.WON);
        boolean met = won >= SideVerdict.NEEDED_SHARE * cells;
        return new Bar(
                what,
                String.format(
                        Locale.ROOT,
                        "won against the best baseline in %d of %d settings (%.0f %%), ahead in the mean in %d, lost %d",
                        won,
                        cells,
                        (double) PERCENT * won / cells,
                        bestOfAll.ahead(),
                        bestOfAll.count(Outcome.LOST)),
                met ? Bar.State.MET : Bar.State.MISSED);
    }

    private Bar nearTheBound() {
        String what = "foreseeable load: at most 1.25 times the clairvoyant path's GPU-hours in the median setting";
        OptionalDouble median = regrets.stream()
                .filter(regret -> regret.side().equals(ours))
                .findFirst()
                .map(Regrets::foreseeableMedian)
                .orElse(OptionalDouble.empty());
        if (median.isEmpty()) {
            return new Bar(what, "no foreseeable setting with a known bound was run", Bar.State.UNKNOWN);
        }
        double regret = median.getAsDouble();
        return new Bar(
                what,
                Double.isInfinite(regret)
                        ? "99 % is not reached in the median setting"
                        : String.format(Locale.ROOT, "median %.3f", regret),
                regret <= FORESEEABLE_REGRET ? Bar.State.MET : Bar.State.MISSED);
    }

    /** On the means: with few seeds an interval that includes zero would let anything pass. */
    private Bar noWorseUnforeseen() {
        String what = "unforeseeable load: no worse than the best tuned baseline at equal attainment";
        List<CellVerdict> cells = bestTuned.cells().stream()
                .filter(cell -> !cell.setting().foreseeable())
                .toList();
        if (cells.isEmpty()) {
            return new Bar(what, "no unforeseeable setting with a tuned baseline was run", Bar.State.UNKNOWN);
        }
        double[] differences = cells.stream()
                .mapToDouble(cell -> cell.relativeDifference().orElse(cell.lean() * Double.MAX_VALUE))
                .sorted()
                .toArray();
        long behind =
                Arrays.stream(differences).filter(difference -> difference > 0).count();
        // The upper of the two middle ones, where there are two: doubt goes against Headroom.
        double median = differences[differences.length / 2];
        String middle = Math.abs(median) == Double.MAX_VALUE
                ? "in the median setting only one of the two reaches 99 %"
                : String.format(Locale.ROOT, "median difference %+.1f %%", PERCENT * median);
        return new Bar(
                what,
                middle + ", dearer in the mean in " + behind + " of " + cells.size() + " settings",
                median <= 0 ? Bar.State.MET : Bar.State.MISSED);
    }
}
