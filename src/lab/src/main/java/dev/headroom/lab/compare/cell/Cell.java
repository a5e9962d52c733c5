// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Comparator;

/**
 * One episode to run.
 *
 * @param setting its conditions
 * @param contender the policy
 * @param window of the workload
 * @param seed of traffic, engines and lead times: the same for every contender, so that they meet the same chance
 */
public record Cell(Setting setting, Contender contender, Window window, long seed) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::setting)
            .thenComparing(Cell::contender)
            .thenComparing(Cell::window)
            .thenComparing(Cell::seed);

    /** What no other cell is called; no control characters in it. */
    public String key() {
        return String.join(
                "|",
                setting.workload(),
                setting.foreseeable() ? "foreseeable" : "unforeseeable",
                setting.leadTime(),
                setting.engine(),
                setting.belief().word(),
                contender.side().policy(),
                contender.side().variant(),
                contender.parameters(),
                Double.toString(contender.knob()),
                window.word(),
                Long.toString(seed));
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
