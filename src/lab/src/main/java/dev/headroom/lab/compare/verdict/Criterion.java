// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A number to reach.
 *
 * @param what is asked
 * @param measured what came out, in words and numbers
 * @param state whether it is reached
 */
public record Criterion(String what, String measured, State state) {
    /** Regret that foreseeable load may cost, in the median setting. */
    private static final double FORESEEABLE_REGRET = 1.25;

    private static final int PERCENT = 100;

    /** Whether a number is reached. */
    public enum State {
        /** It is. */
        MET,
        /** It is not. */
        MISSED,
        /** Nothing was run that could tell. */
        UNKNOWN;

        /** By what was measured. */
        public static State of(boolean met) {
            return met ? MET : MISSED;
        }

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Criterion cheaperThanAll(OpponentVerdict bestOfAll) {
        String what = "GPU-hours at 99 % attainment below every baseline in at least 80 % of the settings";
        int settings = bestOfAll.settings().size();
        if (settings == 0) {
            return new Criterion(what, "no baseline was run", State.UNKNOWN);
        }
        int won = bestOfAll.count(Outcome.WON);
        return new Criterion(
                what,
                String.format(
                        Locale.ROOT,
                        "won against the best baseline in %d of %d settings (%.0f %%), ahead on average in %d, lost %d",
                        won,
                        settings,
                        (double) PERCENT * won / settings,
                        bestOfAll.ahead(),
                        bestOfAll.count(Outcome.LOST)),
                State.of(won >= OpponentVerdict.NEEDED_SHARE * settings));
    }

    /** Of Headroom's regret over foreseeable settings. */
    static Criterion nearTheBound(OptionalDouble median) {
        String what = "foreseeable load: at most 1.25 times the clairvoyant path's GPU-hours in the median setting";
        if (median.isEmpty()) {
            return new Criterion(what, "no foreseeable setting with a known bound was run", State.UNKNOWN);
        }
        double regret = median.getAsDouble();
        return new Criterion(
                what,
                Double.isInfinite(regret)
                        ? "99 % is not reached in the median setting"
                        : String.format(Locale.ROOT, "median %.3f", regret),
                State.of(regret <= FORESEEABLE_REGRET));
    }

    /** On the means: with few seeds an interval that includes zero would let anything pass. */
    static Criterion noWorseUnforeseen(OpponentVerdict bestTuned) {
        String what = "unforeseeable load: no worse than the best tuned baseline at equal attainment";
        List<SettingVerdict> settings = bestTuned.settings().stream()
                .filter(one -> !one.setting().foreseeable())
                .toList();
        if (settings.isEmpty()) {
            return new Criterion(what, "no unforeseeable setting with a tuned baseline was run", State.UNKNOWN);
        }
        double[] differences = settings.stream()
                .mapToDouble(one -> one.relativeDifference().orElse(one.lean() * Double.MAX_VALUE))
                .sorted()
                .toArray();
        long behind = Arrays.stream(differences).filter(one -> one > 0).count();
        // The upper of the two middle ones, where there are two: doubt goes against Headroom.
        double median = differences[differences.length / 2];
        String middle = Math.abs(median) == Double.MAX_VALUE
                ? "in the median setting only one of the two reaches 99 %"
                : String.format(Locale.ROOT, "median difference %+.1f %%", PERCENT * median);
        return new Criterion(
                what,
                middle + ", dearer on average in " + behind + " of " + settings.size() + " settings",
                State.of(median <= 0));
    }
}
