// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import dev.headroom.scaler.slo.Objective;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How one replica is measured.
 *
 * @param origin of the token lengths, for people
 * @param seed of all chance
 * @param concurrencies of the closed loop, ascending
 * @param rates of the open loop, ascending
 * @param stepSeconds of one load; above 0
 * @param promises where one breaks, higher loads are left out
 * @param requests their lengths, in the order of sending, and again from the first; at least one
 */
public record BenchmarkPlan(
        String origin,
        long seed,
        List<Integer> concurrencies,
        List<Double> rates,
        double stepSeconds,
        List<Objective> promises,
        List<RequestTokens> requests) {
    /** More requests in flight are a client's trouble, not a measurement of one replica. */
    public static final int MOST_USERS = 4_096;

    public BenchmarkPlan {
        concurrencies = List.copyOf(concurrencies);
        rates = List.copyOf(rates);
        promises = List.copyOf(promises);
        requests = List.copyOf(requests);
        if (requests.isEmpty() || (concurrencies.isEmpty() && rates.isEmpty())) {
            throw new IllegalArgumentException("a plan must have requests, and concurrencies or rates");
        }
        if (!(stepSeconds > 0) || !Double.isFinite(stepSeconds)) {
            throw new IllegalArgumentException("the seconds of a step must be above 0, were " + stepSeconds);
        }
        checkAscending(
                "concurrencies",
                concurrencies.stream().map(Integer::doubleValue).toList(),
                MOST_USERS);
        checkAscending("rates", rates, Double.MAX_VALUE);
    }

    /** Of a prompt. */
    public double meanInputTokens() {
        return mean(RequestTokens::input);
    }

    /** Of an answer. */
    public double meanOutputTokens() {
        return mean(RequestTokens::output);
    }

    /** All listed loads, each for its time, without refinement. */
    public double seconds() {
        return stepSeconds * (concurrencies.size() + rates.size());
    }

    private static void checkAscending(String name, List<Double> loads, double most) {
        double before = 0;
        for (double load : loads) {
            if (!(load > before) || !(load <= most)) {
                throw new IllegalArgumentException(
                        name + " must be above 0, ascending and at most " + Math.round(most) + ", were " + loads);
            }
            before = load;
        }
    }

    private double mean(ToIntFunction<RequestTokens> part) {
        return requests.stream().mapToInt(part).average().orElseThrow();
    }
}
