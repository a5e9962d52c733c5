// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import java.util.List;
import java.util.Optional;

/**
 * What one fault did on one course of load, over all seeds.
 *
 * @param fault its name
 * @param workload id
 * @param without means of the twin runs
 * @param with means of the runs with the fault
 * @param wrongFalls scale-downs that missing or wrong data caused, in all runs
 * @param lowSeconds of answers as wrong, in the mean over runs
 * @param worst the one that left the largest gap
 */
record Finding(
        String fault,
        String workload,
        Means without,
        Means with,
        int wrongFalls,
        double lowSeconds,
        Optional<WrongFalls.Fall> worst) {
    /**
     * Of some runs.
     *
     * @param attainment share of scored requests that got all they were promised
     * @param gpuHours over the scored time
     */
    record Means(double attainment, double gpuHours) {
        static Means of(List<Trials.Lived> runs) {
            return new Means(
                    runs.stream()
                            .mapToDouble(Trials.Lived::attainment)
                            .average()
                            .orElse(Double.NaN),
                    runs.stream().mapToDouble(Trials.Lived::gpuHours).average().orElse(Double.NaN));
        }
    }

    /** Points of attainment that the fault cost; below 0 where it was the better for it. */
    double lostPoints() {
        return 100 * (without.attainment() - with.attainment());
    }
}
