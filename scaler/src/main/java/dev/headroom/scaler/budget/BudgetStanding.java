// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

/**
 * Where the error budget of a workload stands: the share of its requests that may miss an objective, over the window of the SLO.
 *
 * @param requests that ended within the window as far as it was observed; above 0
 * @param allowed share of them that may miss; above 0, below 1
 * @param missed share of them that missed; 0 to 1
 * @param burning recent burn rate, 1 where the budget would just last for the window; 0 or more
 * @param covered share of the window that has passed since the start of what was first observed; 0 to 1
 */
public record BudgetStanding(double requests, double allowed, double missed, double burning, double covered) {
    /** A window that has been observed from its beginning. */
    public BudgetStanding(double requests, double allowed, double missed, double burning) {
        this(requests, allowed, missed, burning, 1);
    }

    public BudgetStanding {
        if (!(requests > 0) || !(allowed > 0 && allowed < 1) || !(missed >= 0 && missed <= 1)) {
            throw new IllegalArgumentException(
                    "a budget needs requests > 0, an allowed share > 0 and < 1, and a missed share from 0 to 1, had "
                            + requests + ", " + allowed + " and " + missed);
        }
        if (!(burning >= 0) || !(covered >= 0 && covered <= 1)) {
            throw new IllegalArgumentException(
                    "a budget needs a burn rate of 0 or more and a coverage from 0 to 1, were " + burning + " and "
                            + covered);
        }
    }

    /** Share of the window's budget that is spent, if its unobserved part brings as many requests an hour; above 1 when it is overdrawn. */
    public double spent() {
        return missed / allowed * covered;
    }
}
