// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** What was found, for readers. */
    List<String> lines() {
        return List.of(
                "Steps that only decode: " + fit.decode() + ".",
                "Steps that also prefill: " + fit.mixed() + ".",
                String.format(
                        Locale.ROOT,
                        "Between steps, in the tables: %.3f ms, and %.3f ms more after a step with prompts.",
                        gap.stepMillis(),
                        gap.mixedMillis()),
                String.format(Locale.ROOT, "Noise of single steps: %.1f %%.", 100 * fit.noise()));
    }
}
