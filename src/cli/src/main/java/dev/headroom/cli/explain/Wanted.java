// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.decision.Decision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which decision of a log is meant.
 *
 * @param workload {@code namespace/name}; empty for whichever
 * @param number the n-th of those, from 1; empty for the last
 * @param atMost the last that was made no later; empty for whenever
 */
record Wanted(Optional<String> workload, OptionalLong number, Optional<Instant> atMost) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /**
     * Reads the options.
     *
     * @param at {@code last}, a number, or a time
     * @param workload empty for whichever
     */
    static Wanted of(String at, String workload) {
        Optional<String> whose = workload.isEmpty() ? Optional.empty() : Optional.of(workload);
        if (whose.filter(name -> name.split("/", -1).length != 2).isPresent()) {
            throw new BadInputException("--workload must be namespace/name, was '" + workload + "'");
        }
        if (at.equals("last")) {
            return new Wanted(whose, OptionalLong.empty(), Optional.empty());
        } else if (NUMBER.matcher(at).matches()) {
            return new Wanted(whose, OptionalLong.of(Long.parseLong(at)), Optional.empty());
        }
        try {
            return new Wanted(whose, OptionalLong.empty(), Optional.of(Instant.parse(at)));
        } catch (DateTimeException e) {
            throw new BadInputException(
                    "--at must be last, a number from 1, or a time such as 2026-11-24T08:00:00Z, was '" + at + "'", e);
        }
    }

    boolean isOf(Decision decision) {
        return workload.map(decision.workload().toString()::equals).orElse(true);
    }

    /**
     * Whether it is this one, as far as is known.
     *
     * @param count how many of the workload there were, this one included
     */
    boolean means(Decision decision, long count) {
        return (number.isEmpty() || number.getAsLong() == count)
                && atMost.map(time -> !decision.plan().madeAt().isAfter(time)).orElse(true);
    }
}
