// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.ResultRow.Bounds;
import dev.headroom.lab.compare.cell.ResultRow.Causes;
import dev.headroom.lab.compare.cell.ResultRow.Cost;
import dev.headroom.lab.compare.cell.ResultRow.Kept;
import dev.headroom.lab.compare.cell.ResultRow.Moves;
import dev.headroom.lab.compare.cell.ResultRow.Service;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.util.OptionalDouble;

/** Rows for tests: only what a test is about is said. */
public final class Rows {
    private static final Setting PLAIN = setting("W");

    private Rows() {}

    /** A foreseeable setting by the workload's name. */
    public static Setting setting(String workload) {
        return new Setting(workload, true, "warm", "h100", Belief.ABSENT);
    }

    /** An unforeseeable setting by the workload's name. */
    public static Setting surprise(String workload) {
        return new Setting(workload, false, "warm", "h100", Belief.ABSENT);
    }

    /** A cell of a plain setting. */
    public static Cell cell(String policy, String variant, double knob, long seed) {
        return cell(PLAIN, policy, variant, knob, seed);
    }

    /** A cell. */
    public static Cell cell(Setting setting, String policy, String variant, double knob, long seed) {
        return new Cell(setting, new Contender(new PolicyForm(policy, variant), "", knob), Window.RUN, seed);
    }

    /** A row without bounds. */
    public static ResultRow row(Cell cell, double gpuHours, double attainment) {
        return row(cell, gpuHours, attainment, Bounds.UNKNOWN);
    }

    /** A row whose clairvoyant path costs so much. */
    public static ResultRow bounded(Cell cell, double gpuHours, double attainment, double boundGpuHours) {
        return row(
                cell,
                gpuHours,
                attainment,
                new Bounds(OptionalDouble.of(boundGpuHours), OptionalDouble.of(boundGpuHours / 2), false));
    }

    private static ResultRow row(Cell cell, double gpuHours, double attainment, Bounds bounds) {
        return new ResultRow(
                cell,
                new Kept(attainment, 1, 1, 1),
                new Cost(gpuHours, gpuHours, 0),
                bounds,
                new Moves(3, 1, 0),
                new Service(
                        1000,
                        Math.round(1000 * (1 - attainment)),
                        0,
                        1,
                        OptionalDouble.of(0.5),
                        OptionalDouble.of(0.02),
                        OptionalDouble.of(10)),
                Causes.NONE);
    }
}
