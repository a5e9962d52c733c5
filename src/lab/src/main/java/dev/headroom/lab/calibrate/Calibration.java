// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Step tables from measured runs.
 *
 * @param fit the tables and their errors
 * @param gap between steps, which the tables include
 */
record Calibration(TableFit.Outcome fit, HostGap.Estimate gap) {
    /** Learns from the runs whose name passes; a run without requests, as if its contexts were all equally long. */
    static Calibration of(
            Map<String, List<EngineStep>> steps, Map<String, List<RecordedRequest>> requests, Predicate<String> used) {
        List<ObservedStep> observed = new ArrayList<>();
        HostGap gap = new HostGap();
        steps.forEach((run, recorded) -> {
            if (used.test(run)) {
                observed.addAll(StepReplay.of(recorded, requests.getOrDefault(run, List.of()), gap));
            }
        });
        HostGap.Estimate between = gap.estimate();
        return new Calibration(
                TableFit.fit(observed.stream().map(between::addedTo).toList()), between);
    }
}
