// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

/** How long episodes are. */
public enum EpisodeLength {
    /** Mostly half an hour to an hour and a quarter: several times the longest usual start of a server. */
    QUICK(1),
    /** Shapes three times over, recordings for hours. */
    FULL(3);

    private final int cycles;

    EpisodeLength(int cycles) {
        this.cycles = cycles;
    }

    /** How often a built-in shape is repeated. */
    int cycles() {
        return cycles;
    }
}
