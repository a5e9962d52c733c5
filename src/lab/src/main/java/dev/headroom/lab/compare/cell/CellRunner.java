// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/** Runs episodes. Called from several threads at once; the same cell always comes to the same row. */
@FunctionalInterface
public interface CellRunner {
    /** What came of one episode. */
    ResultRow run(Cell cell);
}
