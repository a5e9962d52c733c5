// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.scaler.slo.Signal;
import java.util.OptionalDouble;

/**
 * What a tool measured at one load.
 *
 * @param source file, and the part of it, for sentences
 * @param load how requests came
 * @param completed requests that ended well; 0 or more
 * @param failed requests that did not; 0 or more
 * @param seconds how long it was measured; above 0
 * @param tokens of a request
 * @param ttft time to first token
 * @param itl inter-token latency of each request
 * @param e2e end-to-end latency
 */
public record LoadPoint(
        String source,
        Load load,
        long completed,
        long failed,
        double seconds,
        Tokens tokens,
        Figures ttft,
        Figures itl,
        Figures e2e) {

    /**
     * Mean tokens of a request; empty when the tool does not say.
     *
     * @param input of the prompt
     * @param output generated
     */
    public record Tokens(OptionalDouble input, OptionalDouble output) {
        /** The tool counts no tokens. */
        public static Tokens none() {
            return new Tokens(OptionalDouble.empty(), OptionalDouble.empty());
        }
    }

    /** What is known about a latency. */
    public Figures of(Signal signal) {
        return switch (signal) {
            case TTFT -> ttft;
            case ITL -> itl;
            case E2E -> e2e;
        };
    }

    /** Requests a second that ended well. */
    public double completedPerSecond() {
        return completed / seconds;
    }
}
