// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Comparator;
import java.util.Locale;

/**
 * One episode to run.
 *
 * @param setting its conditions
 * @param contender the policy
 * @param window of the workload
 * @param seed of traffic, engines and lead times: the same for every contender, so that they meet the same chance
 */
public record Cell(
        @JsonUnwrapped Setting setting, @JsonUnwrapped Contender contender, Window window, long seed)
        implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::setting)
            .thenComparing(Cell::contender)
            .thenComparing(Cell::window)
            .thenComparing(Cell::seed);

    /** Which part of a workload is run. */
    public enum Window {
        /** The part that is scored. */
        RUN,
        /** The part before it, on which parameters are tuned. */
        TRAINING
    }

    /** What no other cell is called; no control characters in it. */
    public String key() {
        return String.join(
                "|",
                setting.workload(),
                setting.foreseeable() ? "foreseeable" : "unforeseeable",
                setting.leadTime(),
                setting.engine(),
                setting.belief().word(),
                contender.form().policy(),
                contender.form().variant(),
                contender.parameters(),
                Double.toString(contender.knob()),
                window.name().toLowerCase(Locale.ROOT),
                Long.toString(seed));
    }

    /** The same with the contender's knob elsewhere. */
    public Cell withKnob(double knob) {
        return new Cell(setting, contender.withKnob(knob), window, seed);
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }

    /** Refuses a name that would blur keys and rows. */
    static void requireName(String thing, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(thing + " must have a name, was '" + name + "'");
        }
        requirePlain(thing, name);
    }

    /** As {@link #requireName}, but may be empty. */
    static void requirePlain(String thing, String name) {
        if (name.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '|')) {
            throw new IllegalArgumentException(
                    thing + " must have no control character and no '|', was '" + name + "'");
        }
    }
}
