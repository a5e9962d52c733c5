// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.days.DayCell.Knowledge;
import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.scaler.slo.Signal;
import java.util.Optional;

/** Rows of a day whose staircase takes 100 GPU-hours. */
final class DayRows {
    private DayRows() {}

    /** One that keeps the promise. */
    static DayRow row(String policy, double gpuHours) {
        return row(policy, gpuHours, true, 0);
    }

    static DayRow row(String policy, double gpuHours, boolean kept, int overAskSeconds) {
        DayCell cell = new DayCell("evening", 8, "h100-llama-8b", "warm", 95, Knowledge.ABSENT, 0, 1);
        DayFigures figures = new DayFigures(
                new Attainment(
                        0.96, BySignal.of(signal -> signal == Signal.TTFT ? 0.97 : signal == Signal.ITL ? 0.98 : 0.99)),
                kept,
                0.75,
                gpuHours,
                new DayFigures.Restlessness(30, 4, 9, 21),
                Optional.of(new DayFigures.AboveStaircase(gpuHours / 100, new OverAsk(1.25, overAskSeconds))));
        return new DayRow(cell, policy, "shipped", 43_200, 1000, 100, figures);
    }
}
