// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Headroom against one opponent over all settings.
 *
 * @param name of the opponent, for readers
 * @param settings one verdict each
 * @param pooled mean relative difference over the settings in which both get there, bootstrapped over workloads; empty with fewer
 *     than two workloads
 */
public record OpponentVerdict(String name, List<SettingVerdict> settings, Optional<ConfidenceInterval> pooled) {
    /** Share of settings that must be won for a win to be claimed. */
    public static final double NEEDED_SHARE = 0.8;

    /** What may be said of an opponent as a whole. */
    public enum Claim {
        /** Won in so many settings that it may be claimed. */
        WIN,
        /** Neither may be claimed. */
        NOT_SHOWN,
        /** Lost in as many. */
        LOSS
    }

    public OpponentVerdict {
        settings = List.copyOf(settings);
    }

    /** How many settings came out so. */
    public int count(Outcome outcome) {
        return (int) settings.stream().filter(one -> one.outcome() == outcome).count();
    }

    /** In how many settings the means favour Headroom, however unsure. */
    public int ahead() {
        return (int) settings.stream().filter(one -> one.lean() < 0).count();
    }

    /** In how many settings the means favour the opponent, however unsure. */
    public int behind() {
        return (int) settings.stream().filter(one -> one.lean() > 0).count();
    }

    /** What may be said: settings that nobody wins count in the total, too. */
    public Claim claim() {
        if (settings.isEmpty()) {
            return Claim.NOT_SHOWN;
        }
        double needed = NEEDED_SHARE * settings.size();
        return count(Outcome.WON) >= needed ? Claim.WIN : count(Outcome.LOST) >= needed ? Claim.LOSS : Claim.NOT_SHOWN;
    }
}
