// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What became of one fault.
 *
 * @param fault its name
 * @param end how it ended
 * @param before the answer before it
 * @param lowest the smallest number told until all was as before; empty where there was none
 * @param withoutNumber the longest time in seconds for which a replica told no number
 * @param recovered seconds until all was as before; empty where it never was
 * @param alive whether every process that the fault did not end is there
 * @param seen what else was seen, or why it did not run
 */
record ChaosRow(
        String fault,
        End end,
        OptionalInt before,
        OptionalInt lowest,
        double withoutNumber,
        OptionalDouble recovered,
        boolean alive,
        String seen) {
    /** How it ended. */
    enum End {
        HELD("held"),
        BROKEN("BROKEN"),
        NOT_RUN("not run");

        private final String word;

        End(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static ChaosRow notRun(ChaosFault fault, String why) {
        return new ChaosRow(
                fault.name(),
                End.NOT_RUN,
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                false,
                why);
    }

    static ChaosRow failed(ChaosFault fault, String why) {
        return new ChaosRow(
                fault.name(),
                End.BROKEN,
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                false,
                why);
    }

    /** Whether a number was told below the one before. */
    boolean fell() {
        return before.isPresent() && lowest.isPresent() && lowest.getAsInt() < before.getAsInt();
    }
}
