// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the planner is told of the engine before the run. The engine itself is the truth, whatever is believed. */
public enum Belief {
    /** Nothing: it must learn. */
    ABSENT,
    /** A profile 20 % too fast. */
    HIGH,
    /** A profile as a load test would find it. */
    TRUE,
    /** A profile 20 % too slow. */
    LOW;

    /** The belief as it is written in rows. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The belief that is written so; empty where none is. */
    public static Optional<Belief> of(String word) {
        return Arrays.stream(values())
                .filter(belief -> belief.word().equals(word))
                .findFirst();
    }
}
