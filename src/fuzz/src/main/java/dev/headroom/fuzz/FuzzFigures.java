// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the fuzzer says of itself at its end.
 *
 * @param executions how many inputs it had judged
 * @param branches how many edges of the watched code they took
 * @param features edges, each with about how often it was taken, and comparisons
 * @param inputs how many of them reached something that no other did
 */
record FuzzFigures(long executions, long branches, long features, long inputs) {
    private static final Pattern STATUS = Pattern.compile("#(\\d+)\\s.* cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");

    /** Of the last line of the log that says so; zeros if none does. */
    static FuzzFigures read(List<String> log) {
        FuzzFigures newest = new FuzzFigures(0, 0, 0, 0);
        for (String line : log) {
            Matcher status = STATUS.matcher(line);
            if (status.matches()) {
                newest = new FuzzFigures(
                        Long.parseLong(status.group(1)),
                        Long.parseLong(status.group(2)),
                        Long.parseLong(status.group(3)),
                        Long.parseLong(status.group(4)));
            }
        }
        return newest;
    }

    @Override
    public String toString() {
        return executions + " inputs judged, " + branches + " branches, " + features + " features, " + inputs
                + " inputs kept";
    }
}
