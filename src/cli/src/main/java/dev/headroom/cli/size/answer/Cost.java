// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.question.WorkloadModel;

/**
 * The cost of a line, in US dollars.
 *
 * @param perHour at the peak
 * @param perMonth with the hardware of the peak at all times
 * @param perMonthAtMean the least that scaling can reach: with the hardware of the mean load at all times
 * @param perRequest at the peak
 * @param perMillionTokens in and out, at the peak
 */
public record Cost(double perHour, double perMonth, double perMonthAtMean, double perRequest, double perMillionTokens) {
    /** Hours in a month, as clouds count them. */
    static final double HOURS_A_MONTH = 730;

    private static final double SECONDS_AN_HOUR = 3_600;
    private static final double MILLION = 1e6;

    /** Of hardware, by its cost at the peak and at the mean load. */
    static Cost of(double peakUsdPerHour, double meanUsdPerHour, WorkloadModel workload) {
        double perRequest = peakUsdPerHour / (workload.peakRequestsPerSecond() * SECONDS_AN_HOUR);
        double tokens = workload.shape().inputTokens() + workload.shape().outputTokens();
        return new Cost(
                peakUsdPerHour,
                peakUsdPerHour * HOURS_A_MONTH,
                meanUsdPerHour * HOURS_A_MONTH,
                perRequest,
                perRequest / tokens * MILLION);
    }

    /** Of a service with a price for a request, whatever the load. */
    static Cost ofRequests(double perRequest, WorkloadModel workload) {
        double meanMonth = perRequest * workload.meanRequestsPerSecond() * SECONDS_AN_HOUR * HOURS_A_MONTH;
        double tokens = workload.shape().inputTokens() + workload.shape().outputTokens();
        return new Cost(
                perRequest * workload.peakRequestsPerSecond() * SECONDS_AN_HOUR,
                meanMonth,
                meanMonth,
                perRequest,
                perRequest / tokens * MILLION);
    }
}
