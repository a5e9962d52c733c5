// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.ResultRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All that can be compared, and who runs it. */
public interface Bench {
    /**
     * A workload as a suite needs to know it.
     *
     * @param id in rows
     * @param foreseeable whether its past tells what comes
     * @param smallest suite that has it
     */
    record Load(String id, boolean foreseeable, SuiteSize smallest) {}

    /** Workloads in the order in which suites take them. */
    List<Load> workloads();

    /** Names of the engines that can be the truth. */
    List<String> engines();

    /** Policies; one of them is Headroom. */
    List<Entrant> entrants();

    /**
     * What else rows depend on, in a few words without tabs: version, traces. Rows of an interrupted run are gone on with only where it
     * is the same.
     */
    String fingerprint();

    /** What came of one episode. Called from several threads at once; the same cell always comes to the same row. */
    ResultRow run(Cell cell);

    /** Opens benches. */
    @FunctionalInterface
    interface Source {
        /**
         * A bench; what is wrong with the traces is an {@link IllegalArgumentException} of one sentence.
         *
         * @param traces directory of recorded traffic; built-in workloads alone where there is none
         * @param cache directory for what is dear to compute and may be used again; it exists
         * @param seed from which all chance comes that is not a cell's own
         * @param lived days that Headroom has planned the training window before a run; 0 or more
         * @param thorough whether bounds are searched for as for figures that are published
         */
        Bench open(Optional<Path> traces, Path cache, long seed, int lived, boolean thorough);
    }
}
