// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The simulator, calibrated on closed runs only, against open runs of the same engine on an H100 that it has not seen. */
class FidelityTest {
    private static final double CLOSE_SHARE = 0.85;
    private static final double WORST = 0.20;
    private static final Map<String, List<RecordedRequest>> REQUESTS = RecordedRuns.requests();
    private static final Calibration CALIBRATION =
            Calibration.of(RecordedRuns.stepsByRun(), REQUESTS, run -> run.startsWith("closed"));

    @Test
    void predictsOpenRunsItHasNotSeen() {
        FidelityReport open = predicted("open");

        assertThat(open.figures()).hasSize(4 * 6);
        assertThat(open.closeShare()).as(String.join("\n", open.lines())).isGreaterThanOrEqualTo(CLOSE_SHARE);
        assertThat(worst(open)).as(String.join("\n", open.lines())).isLessThanOrEqualTo(WORST);
    }

    @Test
    void predictsTheClosedRunsItLearntFrom() {
        FidelityReport closed = predicted("closed");

        assertThat(closed.figures()).hasSize(16 * 6);
        assertThat(closed.closeShare()).isGreaterThanOrEqualTo(0.95);
        assertThat(worst(closed)).isLessThanOrEqualTo(WORST);
    }

    @Test
    void itsTablesTellMostStepsToAFewPercent() {
        assertThat(CALIBRATION.fit().decode().mean()).isLessThan(0.02);
        assertThat(CALIBRATION.fit().mixed().mean()).isLessThan(0.03);
        assertThat(CALIBRATION.fit().noise()).isBetween(0.005, 0.03);
        assertThat(CALIBRATION.gap().stepMillis()).isBetween(0.005, 0.1);
        assertThat(CALIBRATION.gap().mixedMillis()).isBetween(0.1, 1.0);
    }

    private static double worst(FidelityReport report) {
        return report.figures().stream()
                .mapToDouble(FidelityReport.Predicted::countedError)
                .max()
                .orElseThrow();
    }

    private static FidelityReport predicted(String kind) {
        EngineModel engine = new EngineModel(
                "h100",
                "h100",
                1,
                CALIBRATION.fit().times(),
                new EngineLimits(128, 2048),
                0,
                CALIBRATION.fit().noise(),
                1);
        Map<String, List<RecordedRequest>> runs = new TreeMap<>(REQUESTS);
        runs.keySet().removeIf(run -> !run.startsWith(kind));
        return FidelityReport.of(engine, runs, run -> run.contains("5000-500") ? 64 : 128, 1);
    }
}
