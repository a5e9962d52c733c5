// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.OptionalDouble;

/**
 * What came of one episode.
 *
 * @param cell that was run
 * @param attainment of the promise
 * @param cost in GPUs
 * @param bounds of that cost
 * @param moves of the fleet
 * @param service to users
 * @param causes where misses lie
 */
public record ResultRow(
        Cell cell, Attainment attainment, Cost cost, Bounds bounds, Moves moves, Service service, Causes causes)
        implements Comparable<ResultRow> {
    /** Of whose misses nothing is known. */
    public ResultRow(Cell cell, Attainment attainment, Cost cost, Bounds bounds, Moves moves, Service service) {
        this(cell, attainment, cost, bounds, moves, service, Causes.NONE);
    }

    /** GPU-hours over those of the clairvoyant path; empty where that is not known. */
    public OptionalDouble regret() {
        return bounds.regretOf(cost.gpuHours());
    }

    @Override
    public int compareTo(ResultRow other) {
        return cell.compareTo(other.cell);
    }
}
