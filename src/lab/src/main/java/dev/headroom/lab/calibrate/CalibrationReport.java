// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.List;
import java.util.Locale;

/** Says what a calibration found. */
final class CalibrationReport {
    private CalibrationReport() {}

    static List<String> lines(Calibration calibration) {
        TableFit.Outcome fit = calibration.fit();
        return List.of(
                "Steps that only decode: " + fit.decode() + ".",
                "Steps that also prefill: " + fit.mixed() + ".",
                String.format(
                        Locale.ROOT,
                        "Between steps, in the tables: %.3f ms, and %.3f ms more after a step with prompts.",
                        calibration.gap().stepMillis(),
                        calibration.gap().mixedMillis()),
                String.format(Locale.ROOT, "Noise of single steps: %.1f %%.", 100 * fit.noise()));
    }
}
