// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One policy in one setting over all its seeds: means, but for what must never be. At least one row. */
final class DayStanding {
    private final List<DayRow> rows;

    DayStanding(List<DayRow> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a standing needs at least one row, had none");
        }
        this.rows = List.copyOf(rows);
    }

    DayCell cell() {
        return rows.get(0).cell();
    }

    String policy() {
        return rows.get(0).policy();
    }

    /** As it ran with the first seed. */
    String variant() {
        return rows.get(0).variant();
    }

    /** With every seed. */
    boolean kept() {
        return rows.stream().allMatch(row -> row.figures().kept());
    }

    double ttft() {
        return mean(row -> row.figures().shares().of(Signal.TTFT));
    }

    double itl() {
        return mean(row -> row.figures().shares().of(Signal.ITL));
    }

    double e2e() {
        return mean(row -> row.figures().shares().of(Signal.E2E));
    }

    double hoursKept() {
        return mean(row -> row.figures().hoursKept());
    }

    double gpuHours() {
        return mean(row -> row.figures().gpuHours());
    }

    double staircaseGpuHours() {
        return mean(DayRow::staircaseGpuHours);
    }

    double overStaircase() {
        return gpuHours() / staircaseGpuHours();
    }

    double changes() {
        return mean(row -> row.figures().scaling().changes());
    }

    double reversalsPerDay() {
        return mean(DayRow::reversalsPerDay);
    }

    double started() {
        return mean(row -> row.figures().scaling().started());
    }

    /** With any seed. */
    int most() {
        return rows.stream()
                .mapToInt(row -> row.figures().scaling().most())
                .max()
                .orElseThrow();
    }

    /** With any seed; 0 where there was no staircase. */
    double overAskRatio() {
        return rows.stream()
                .flatMap(row -> row.figures().above().stream())
                .mapToDouble(above -> above.overAsk().ratio())
                .max()
                .orElse(0);
    }

    /** With any seed. */
    int overAskSeconds() {
        return rows.stream()
                .flatMap(row -> row.figures().above().stream())
                .mapToInt(above -> above.overAsk().seconds())
                .max()
                .orElse(0);
    }

    private double mean(ToDoubleFunction<DayRow> figure) {
        return rows.stream().mapToDouble(figure).average().orElseThrow();
    }
}
