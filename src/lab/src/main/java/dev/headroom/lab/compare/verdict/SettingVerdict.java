// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Headroom against one opponent in one setting, at matched attainment.
 *
 * @param setting where
 * @param opponent against whom
 * @param outcome by the rule
 * @param ours GPU-hours at the attainment, mean over seeds; empty unless it is reached with every seed
 * @param theirs the same of the opponent
 * @param difference ours over theirs less one, paired by seed; empty with one seed or where one of them does not get there
 * @param attainmentGain Headroom's attainment at the cost of the opponent as given, less the opponent's; mean over the seeds in which
 *     Headroom's front has that cost; empty where none has
 * @param because one sentence
 */
public record SettingVerdict(
        Setting setting,
        PolicyForm opponent,
        Outcome outcome,
        OptionalDouble ours,
        OptionalDouble theirs,
        Optional<ConfidenceInterval> difference,
        OptionalDouble attainmentGain,
        String because) {
    /** What became of one setting, from Headroom's point of view. */
    public enum Outcome {
        /** Cheaper at equal attainment, and the interval excludes zero; or it alone gets there with every seed. */
        WON,
        /** Neither is shown to be the cheaper one. */
        UNDECIDED,
        /** Dearer, and the interval excludes zero; or the other alone gets there with every seed. */
        LOST
    }

    /** Ours over theirs less one; empty where one of them does not get there. */
    public OptionalDouble relativeDifference() {
        if (difference.isPresent()) {
            return OptionalDouble.of(difference.get().mean());
        }
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble() - 1)
                : OptionalDouble.empty();
    }

    /** On the means alone, however unsure: −1 where Headroom is the cheaper or the only one to get there, 1 the reverse, else 0. */
    public int lean() {
        OptionalDouble relative = relativeDifference();
        return relative.isPresent()
                ? (int) Math.signum(relative.getAsDouble())
                : Boolean.compare(theirs.isPresent(), ours.isPresent());
    }
}
