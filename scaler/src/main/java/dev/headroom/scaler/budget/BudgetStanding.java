// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

/**
 * Where the error budget of a workload stands: the share of its requests that may miss an objective, over the window of the SLO.
 *
 * @param requests that ended within the window as far as it was observed; above 0
 * @param allowed share of them that may miss; above 0, below 1
 * @param missed share of them that missed; 0 to 1
 * @param burning how fast it is spent of late, 1 where it would just last for the window; 0 or more
 */
public record BudgetStanding(double requests, double allowed, double missed, double burning) {
    /** Share of the budget that is spent; above 1 when it is overdrawn. */
    public double spent() {
        return missed / allowed;
    }
}
