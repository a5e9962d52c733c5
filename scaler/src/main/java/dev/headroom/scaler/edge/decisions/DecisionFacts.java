// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

/** Notified of the outcomes of decisions, on any thread. */
public interface DecisionFacts {
    /** One stands in the file. */
    void written();

    /** One is lost: the disk is slower than the planner, or refuses. */
    void dropped();
}
