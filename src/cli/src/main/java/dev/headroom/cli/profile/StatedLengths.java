// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.cli.loadtest.LoadPoint;
import dev.headroom.lab.file.BadInputException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The tokens of a request that a person states, for tools that count none.
 *
 * @param input of the prompt
 * @param output generated
 */
record StatedLengths(OptionalDouble input, OptionalDouble output) {
    /** As far as the service trusts a table for requests of other lengths. */
    private static final double SAME = 0.25;

    /**
     * The tokens of all points, which must be about the same.
     *
     * @param points at least one
     * @return both
     * @throws BadInputException with one sentence, where they are missing or differ
     */
    LoadPoint.Tokens of(List<LoadPoint> points) {
        return new LoadPoint.Tokens(
                OptionalDouble.of(one("--input-tokens", input, points, LoadPoint.Tokens::input)),
                OptionalDouble.of(one("--output-tokens", output, points, LoadPoint.Tokens::output)));
    }

    private static double one(
            String option,
            OptionalDouble given,
            List<LoadPoint> points,
            Function<LoadPoint.Tokens, OptionalDouble> part) {
        double sum = 0;
        long requests = 0;
        double first = Double.NaN;
        for (LoadPoint point : points) {
            OptionalDouble stated = part.apply(point.tokens());
            BadInputException.unless(
                    stated.isPresent() || given.isPresent(),
                    option + " is missing: " + point.source() + " does not state the tokens of a request");
            double tokens = stated.orElse(given.orElse(0));
            checkSame(option, given, tokens, point);
            first = Double.isNaN(first) ? tokens : first;
            BadInputException.unless(
                    same(first, tokens),
                    "requests must be alike in one table: " + points.get(0).source() + " has " + Math.round(first)
                            + " tokens for " + option + ", and " + point.source() + " " + Math.round(tokens));
            sum += tokens * point.completed();
            requests += point.completed();
        }
        return given.orElse(sum / requests);
    }

    private static void checkSame(String option, OptionalDouble given, double tokens, LoadPoint point) {
        BadInputException.unless(
                given.isEmpty() || same(given.getAsDouble(), tokens),
                option + " must be within 25 % of the measured tokens, was " + Math.round(given.orElse(0)) + " where "
                        + point.source() + " has " + Math.round(tokens));
    }

    private static boolean same(double expected, double tokens) {
        return Math.abs(tokens - expected) <= SAME * expected;
    }
}
