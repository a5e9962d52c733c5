// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/**
 * Costs in US dollars.
 *
 * @param gpuHourUsd one GPU for an hour; 0 or more
 * @param violationUsd one spoilt request; 0 or more
 */
public record CostTerms(double gpuHourUsd, double violationUsd) {
    /** The value for a policy without a price for missed requests. */
    public static final double DEFAULT_VIOLATION_USD = 0;
}
