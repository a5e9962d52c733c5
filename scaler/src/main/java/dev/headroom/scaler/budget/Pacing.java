// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import java.util.Locale;

/**
 * How an error budget makes the planner lean: a factor on what a violation costs, by powers of two. A pure function, continuous,
 * and growing with what was missed and with how fast the budget burns.
 *
 * <p>Up: from half a budget spent on the factor grows fourfold for each budget more, so that it is 2 where the budget is just spent
 * and {@link #MOST} at one and a half. Burning counts by its logarithm, from 1 (the budget just lasts) to {@link #FULL_BURN}. The
 * greater of the two acts. Down: a budget that is less than half spent and burns slower than it may halves the factor at most, as
 * far as the window has been observed.
 *
 * <p>Both count as far as there is evidence: up by the misses that were seen or were to be expected, down by those that were to be
 * expected and did not come, in full from {@link #ENOUGH_MISSES} on.
 */
public final class Pacing {
    /** The most that a violation's cost is multiplied by. */
    public static final double MOST = 4;

    /** The least. */
    public static final double LEAST = 0.5;

    /** Below it there is room, above it there is none to spare. */
    static final double HALF_SPENT = 0.5;

    /**
     * Spends 2 % of a budget of 30 days in an hour: the rate at which somebody is woken (Google, The Site Reliability Workbook,
     * chapter 5, "Alerting on SLOs").
     */
    static final double FULL_BURN = 14.4;

    /** Of so many misses a third is chance, at one standard deviation of a Poisson count. */
    static final double ENOUGH_MISSES = 10;

    private static final double DOUBLINGS = Math.log(MOST) / Math.log(2);

    private Pacing() {}

    /**
     * The factor on the cost of a violation.
     *
     * @return {@link #LEAST} to {@link #MOST}; 1 where the budget asks for nothing
     */
    public static double shift(BudgetStanding standing) {
        double expected = standing.requests() * standing.allowed();
        double seen = standing.requests() * standing.missed();
        double up = evidence(Math.max(expected, seen)) * Math.max(overspent(standing), burnt(standing));
        double down = evidence(expected) * untouched(standing) * standing.covered();
        return Math.pow(2, up - down);
    }

    /** Where the budget stands and what follows, as people say it. */
    public static String sentence(BudgetStanding standing) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %,.0f requests missed, %.2f %% may: %.0f %% of the error budget is spent, burning at %.1f;"
                        + " a violation weighs %.2f times its cost",
                100 * standing.missed(),
                standing.requests(),
                100 * standing.allowed(),
                100 * standing.spent(),
                standing.burning(),
                shift(standing));
    }

    /** Doublings; 0 to 2. */
    private static double overspent(BudgetStanding standing) {
        return clamped(2 * (standing.spent() - HALF_SPENT), DOUBLINGS);
    }

    /** Doublings; 0 to 2. */
    private static double burnt(BudgetStanding standing) {
        return standing.burning() <= 1
                ? 0
                : clamped(DOUBLINGS * Math.log(standing.burning()) / Math.log(FULL_BURN), DOUBLINGS);
    }

    /** Halvings; 0 to 1. */
    private static double untouched(BudgetStanding standing) {
        return clamped(1 - standing.spent() / HALF_SPENT, 1) * clamped(1 - standing.burning(), 1);
    }

    private static double evidence(double misses) {
        return clamped(misses / ENOUGH_MISSES, 1);
    }

    private static double clamped(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
