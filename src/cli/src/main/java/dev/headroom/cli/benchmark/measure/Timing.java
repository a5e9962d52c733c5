// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.OptionalDouble;

/**
 * One request, measured from the instant at which it was to be sent. A client that is late, and a server that lets it wait, thus both
 * count: nothing is left out of the percentiles because the client was held up (coordinated omission).
 *
 * @param outcome how it ended
 * @param intendedNanos at which it was to be sent
 * @param endNanos at which it ended, or the client gave up
 * @param ttft seconds to the first token; of an unanswered request without one, the time that it waited
 * @param itl mean seconds between tokens; empty with fewer than two
 * @param e2e seconds to the last token; of an unanswered request, the time that it waited
 * @param inputTokens of the prompt
 * @param outputTokens that came
 */
record Timing(
        Outcome outcome,
        long intendedNanos,
        long endNanos,
        OptionalDouble ttft,
        OptionalDouble itl,
        OptionalDouble e2e,
        int inputTokens,
        int outputTokens) {
    private static final double NANOS = 1e9;

    /** How a request ended. */
    enum Outcome {
        /** All of the answer came. */
        ENDED,
        /** The server or the connection failed: there is no latency. */
        FAILED,
        /** The client gave up: the latency is at least the time that it waited. */
        UNANSWERED
    }

    /** Of an answer. */
    static Timing of(long intendedNanos, long endNanos, StreamedAnswer answer, int plannedInput) {
        int input = answer.inputTokens().orElse(plannedInput);
        if (answer.fault().isPresent() || answer.firstTokenNanos().isEmpty()) {
            OptionalDouble none = OptionalDouble.empty();
            return new Timing(Outcome.FAILED, intendedNanos, endNanos, none, none, none, input, answer.outputTokens());
        }
        long first = answer.firstTokenNanos().getAsLong();
        long last = answer.lastTokenNanos().orElse(first);
        return new Timing(
                Outcome.ENDED,
                intendedNanos,
                endNanos,
                seconds(intendedNanos, first),
                answer.outputTokens() > 1
                        ? OptionalDouble.of((last - first) / NANOS / (answer.outputTokens() - 1))
                        : OptionalDouble.empty(),
                seconds(intendedNanos, last),
                input,
                answer.outputTokens());
    }

    /** Of a request whose answer did not come in time. */
    static Timing unanswered(long intendedNanos, long nowNanos, int plannedInput) {
        OptionalDouble waited = seconds(intendedNanos, nowNanos);
        return new Timing(
                Outcome.UNANSWERED, intendedNanos, nowNanos, waited, OptionalDouble.empty(), waited, plannedInput, 0);
    }

    private static OptionalDouble seconds(long from, long to) {
        return OptionalDouble.of((to - from) / NANOS);
    }
}
