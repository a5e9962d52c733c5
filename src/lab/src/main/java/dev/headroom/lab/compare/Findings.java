// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.ResultRow;
import java.util.List;

/**
 * All that a comparison found.
 *
 * @param rows of the scored runs, in order
 * @param tunings in order of setting and policy
 */
public record Findings(List<ResultRow> rows, List<Tuning> tunings) {
    public Findings {
        rows = List.copyOf(rows);
        tunings = List.copyOf(tunings);
    }
}
